import type { ColumnValue, FlagFile } from './mapping-file.ts';

/**
 * A flag as it is typed: `none`, `active` (true means yes), `status=active,trial` (these mean yes), `provider!=local` (these mean no).
 * `null` and `not null` are values too. `undefined` where it is none of these.
 */
export function parseFlagAnswer(typed: string): FlagFile | null | undefined {
  if (typed === 'none') return null;
  const parts = /^([^=!]+?)(?:(!?=)(.+))?$/s.exec(typed.trim());
  const column = parts?.[1]?.trim();
  if (column === undefined || column === '') return undefined;
  const values = (parts?.[3] ?? 'true').split(',').map((word) => columnValueOf(word.trim()));
  return parts?.[2] === '!=' ? { column, no: values } : { column, yes: values };
}

function columnValueOf(word: string): ColumnValue {
  if (word === 'null') return null;
  if (word === 'true' || word === 'false') return word === 'true';
  return /^-?\d{1,15}$/.test(word) ? Number(word) : word;
}
