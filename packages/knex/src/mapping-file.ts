import { closest } from 'fastest-levenshtein';

/** Collects what is wrong with a mapping file, by place. It may hold anything: types prove nothing about a file. */
export interface Faults {
  readonly list: readonly string[];
  /** Notes a fault where `fits` is false. */
  want(fits: boolean, place: string, sentence: string): void;
  /** The value as an object with no other members than these, or `null`. A misspelt member would be ignored, and mean its default. */
  object(value: unknown, place: string, members: readonly string[]): Readonly<Record<string, unknown>> | null;
}

export function collectFaults(): Faults {
  const list: string[] = [];
  const at = (place: string, name: string) => (place === '' ? name : `${place}.${name}`);
  return {
    list,
    want(fits, place, sentence) {
      if (!fits) list.push(`${place}: ${sentence}`);
    },
    object(value, place, members) {
      if (!isObject(value)) {
        list.push(`${place}: an object is wanted`);
        return null;
      }
      for (const name of Object.keys(value)) {
        if (members.includes(name)) continue;
        list.push(
          `${at(place, name)}: there is no such member; do you mean ${at(place, closest(name, [...members]))}?`,
        );
      }
      return value;
    },
  };
}

export function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

export function isTableName(name: unknown): name is string {
  return isName(name) && name.split('.').every(isName);
}

/** Anything the databases take, quotes and blanks included, but a question mark, which Knex takes for a value's place. */
export function isName(name: unknown): name is string {
  return typeof name === 'string' && name.trim() !== '' && !/[\0?]/.test(name);
}

/** What a column can hold. */
export function isColumnValue(value: unknown): boolean {
  return value === null || ['string', 'boolean'].includes(typeof value) || Number.isSafeInteger(value);
}

export const TABLE = 'a table name is wanted, with or without schema';
export const COLUMN = 'a column name is wanted';
