import { columnNamed } from './alike.ts';
import type { ColumnNames, FlagTemplate, MappingTemplate, SplitTemplate } from './application.ts';
import { type DescribedColumn, type DescribedTable, tableName } from './described-database.ts';
import type { ColumnValue, FlagFile, MappingFile, SessionsFile, SplitFile } from './mapping-file.ts';
import type { Recognised } from './recognise.ts';

/** A mapping that lacks its hash format, which the stored hashes tell. */
export type UnhashedMapping = Omit<MappingFile, 'hash'>;

/** The application's mapping in the words of this database; a column that must be there and is not throws. */
export function fillTemplate({ tables }: Recognised, template: MappingTemplate): UnhashedMapping {
  const users = tableFor(tables, template.table);
  const { columns } = template;
  const key = required(users, columns.key);
  const password = template.password && filledSplit(tables, template.password);
  const mailbox = template.mailbox && filledSplit(tables, template.mailbox);
  return pruned({
    table: tableName(users),
    keyType: keyTypeOf(key),
    columns: pruned({
      key: key.name,
      username: required(users, columns.username).name,
      email: required(users, columns.email).name,
      passwordHash: columns.passwordHash && required(users, columns.passwordHash).name,
      firstName: optional(users, columns.firstName),
      lastName: optional(users, columns.lastName),
      locale: optional(users, columns.locale),
      externallyManaged: filledFlag(users, columns.externallyManaged),
      enabled: filledFlag(users, columns.enabled),
      passwordChangedAt: filledChange(users, columns.passwordChangedAt),
    }),
    lookUp: template.lookUp,
    password: password && pruned({ ...password, absent: template.password?.absent }),
    mailbox,
    gone: filledFlag(users, template.gone),
    alsoSet: filledValues(users, template.alsoSet),
    alsoSetPassword:
      template.password && filledValues(tableFor(tables, template.password.table), template.alsoSetPassword),
  });
}

/** The sessions table of the application, or `null` where it has none in this database. */
export function filledSessions({ application: { sessions }, tables }: Recognised): SessionsFile | null {
  if (sessions === undefined) return null;
  const table = tables[roleOf(sessions.table)];
  if (table === undefined) return null;
  return { table: tableName(table), user: { column: required(table, sessions.user.column).name, holds: 'key' } };
}

/** The tables by role that a template writes as `@role`. */
function tableFor(tables: Recognised['tables'], reference: string): DescribedTable {
  const table = tables[roleOf(reference)];
  if (table === undefined) throw new Error(`the application has no table ${reference}`);
  return table;
}

export function keyTypeOf({ type }: DescribedColumn): MappingFile['keyType'] {
  return type === 'integer' || type === 'uuid' ? type : 'text';
}

function roleOf(reference: string): string {
  return reference.replace(/^@/, '').replace(/\?$/, '');
}

function required(table: DescribedTable, names: ColumnNames): DescribedColumn {
  const column = columnNamed(table, names);
  if (column === null) throw new Error(`${tableName(table)} has no column ${[names].flat().join(' or ')}`);
  return column;
}

function optional(table: DescribedTable, names: ColumnNames | undefined): string | undefined {
  return names === undefined ? undefined : columnNamed(table, names)?.name;
}

function filledFlag(table: DescribedTable, flag: FlagTemplate | undefined): FlagFile | undefined {
  const column = optional(table, flag?.column);
  return flag === undefined || column === undefined ? undefined : { ...flag, column };
}

function filledChange(table: DescribedTable, change: MappingTemplate['columns']['passwordChangedAt']) {
  const column = optional(table, change?.column);
  return change === undefined || column === undefined ? undefined : { ...change, column };
}

function filledSplit(tables: Recognised['tables'], split: SplitTemplate): SplitFile {
  const table = tableFor(tables, split.table);
  return pruned({
    table: tableName(table),
    user: required(table, split.user).name,
    column: required(table, split.column).name,
    where: filledValues(table, split.where),
  });
}

/** Columns that this version of the application does not have are left out. */
function filledValues(table: DescribedTable, values: Readonly<Record<string, ColumnValue>> | undefined) {
  const filled = Object.entries(values ?? {}).flatMap(([name, value]) => {
    const column = optional(table, name);
    return column === undefined ? [] : [[column, value] as const];
  });
  return filled.length === 0 ? undefined : Object.fromEntries(filled);
}

/** Without the members that are undefined: a mapping says only what is true of this table. */
function pruned<Members extends object>(members: Members): Pruned<Members> {
  return Object.fromEntries(Object.entries(members).filter(([, value]) => value !== undefined)) as Pruned<Members>;
}

type Pruned<Members> = {
  [Name in keyof Members as undefined extends Members[Name] ? never : Name]: Members[Name];
} & {
  [Name in keyof Members as undefined extends Members[Name] ? Name : never]?: Exclude<Members[Name], undefined>;
};
