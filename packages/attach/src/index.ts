export { knownApplications } from './applications.ts';
export { type AttachDeps, attach } from './attach.ts';
export type { DatabaseInspector } from './database-inspector.ts';
export {
  type ColumnType,
  type DescribedColumn,
  type DescribedDatabase,
  type DescribedIndex,
  type DescribedReference,
  type DescribedTable,
  tableName,
} from './described-database.ts';
export { grantsFor } from './grants.ts';
export type { DescribeHash } from './hash-sample.ts';
export type { HashFile, MappingFile, SessionsFile } from './mapping-file.ts';
export { missingIndexes } from './missing-indexes.ts';
export type { Answers, AttachOutcome, AttachReport, Question } from './report.ts';
