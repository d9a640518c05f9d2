import {
  COLUMN,
  collectFaults,
  type Faults,
  isColumnValue,
  isName,
  isObject,
  isTableName,
  TABLE,
} from '../mapping-file.ts';
import type { UsersTableMapping } from './users-table-mapping.ts';

const MEMBERS = [
  ...['table', 'keyType', 'columns', 'lookUp', 'hash', 'password', 'mailbox', 'gone'],
  ...['alsoSet', 'alsoSetPassword'],
];
const PLAIN = ['key', 'username', 'email', 'passwordHash', 'firstName', 'lastName', 'locale'] as const;
const FLAGS = ['externallyManaged', 'enabled'] as const;
const SPLIT = ['table', 'user', 'column', 'where'];
const VALUE = 'a text, a whole number, true, false or null is wanted';

/** All that is wrong with a mapping, one fault a line; empty when it can be used. */
export function faultsOf(mapping: UsersTableMapping): readonly string[] {
  const faults = collectFaults();
  const members = faults.object(mapping, '', MEMBERS);
  if (members === null) return faults.list;
  const { table, keyType, password, mailbox, gone } = members;
  faults.want(isTableName(table), 'table', TABLE);
  faults.want(isOneOf(keyType, ['integer', 'uuid', 'text']), 'keyType', 'integer, uuid or text is wanted');
  judgeColumns(faults, members);
  judgeLookUp(faults, members['lookUp']);
  judgeHash(faults, members['hash']);
  if (password !== undefined) judgePassword(faults, password);
  if (mailbox !== undefined) judgeSplit(faults, mailbox, 'mailbox', SPLIT);
  if (gone !== undefined) judgeFlag(faults, gone, 'gone');
  for (const name of ['alsoSet', 'alsoSetPassword']) judgeValues(faults, members[name], name);
  judgeTogether(faults, members);
  return faults.list;
}

/** Members that make sense only together. */
function judgeTogether(faults: Faults, { columns, password, mailbox, alsoSetPassword }: Record<string, unknown>): void {
  if (!isObject(columns)) return;
  const isSplit = isObject(password) && password['table'] !== undefined;
  faults.want(
    isSplit !== isName(columns['passwordHash']),
    'columns.passwordHash',
    `${COLUMN} here or in password, and not in both`,
  );
  faults.want(isObject(mailbox) || columns['email'] !== undefined, 'columns.email', COLUMN);
  faults.want(
    isSplit || alsoSetPassword === undefined,
    'alsoSetPassword',
    'it belongs to password.table, which is missing',
  );
}

function judgeColumns(faults: Faults, { columns: value }: Readonly<Record<string, unknown>>): void {
  const columns = faults.object(value, 'columns', [...PLAIN, ...FLAGS, 'passwordChangedAt']);
  if (columns === null) return;
  for (const name of PLAIN) {
    const isNeeded = name === 'key' || name === 'username';
    if (isNeeded || columns[name] !== undefined) faults.want(isName(columns[name]), `columns.${name}`, COLUMN);
  }
  for (const name of FLAGS) if (columns[name] !== undefined) judgeFlag(faults, columns[name], `columns.${name}`);
  if (columns['passwordChangedAt'] !== undefined) judgeMoment(faults, columns['passwordChangedAt']);
}

function judgeMoment(faults: Faults, value: unknown): void {
  const place = 'columns.passwordChangedAt';
  const moment = faults.object(value, place, ['column', 'as', 'zone']);
  if (moment === null) return;
  const { column, as, zone } = moment;
  faults.want(isName(column), `${place}.column`, COLUMN);
  faults.want(as === 'milliseconds' || as === 'timestamp', `${place}.as`, 'milliseconds or timestamp is wanted');
  faults.want(
    zone === undefined || (as === 'timestamp' && isZone(zone)),
    `${place}.zone`,
    'the name of a time zone is wanted, such as UTC, and only for a timestamp',
  );
}

/** What the database makes of it, only the database knows; a quote in it would be no zone anywhere. */
function isZone(zone: unknown): boolean {
  return typeof zone === 'string' && /^[A-Za-z][\w/+-]{1,63}$/.test(zone);
}

function judgeFlag(faults: Faults, value: unknown, place: string): void {
  const flag = faults.object(value, place, ['column', 'yes', 'no']);
  if (flag === null) return;
  const { column, yes, no } = flag;
  faults.want(isName(column), `${place}.column`, COLUMN);
  const lists = [yes, no].filter((list) => list !== undefined);
  const isList = (list: unknown) => Array.isArray(list) && list.length > 0 && list.every(isColumnValue);
  faults.want(lists.length === 1 && lists.every(isList), `${place}.yes`, 'list the values that mean yes');
}

function judgeLookUp(faults: Faults, value: unknown): void {
  if (value === undefined) return;
  const lookUp = faults.object(value, 'lookUp', ['by', 'case']);
  faults.want(
    isOneOf(lookUp?.['by'], ['username', 'email', 'either']),
    'lookUp.by',
    'username, email or either is wanted',
  );
  faults.want(isOneOf(lookUp?.['case'], ['exact', 'ignored']), 'lookUp.case', 'exact or ignored is wanted');
}

/** Which formats there are, and their parameters, the hasher knows. */
function judgeHash(faults: Faults, value: unknown): void {
  if (value === undefined) return;
  faults.want(isObject(value) && typeof value['format'] === 'string', 'hash', 'an object with a format is wanted');
}

function judgePassword(faults: Faults, value: unknown): void {
  const isSplit = isObject(value) && ['table', 'user', 'column', 'where'].some((name) => value[name] !== undefined);
  const password = isSplit
    ? judgeSplit(faults, value, 'password', [...SPLIT, 'absent'])
    : faults.object(value, 'password', [...SPLIT, 'absent']);
  faults.want(isOneOf(password?.['absent'], ['external', 'allow']), 'password.absent', 'external or allow is wanted');
}

function judgeSplit(faults: Faults, value: unknown, place: string, members: readonly string[]) {
  const split = faults.object(value, place, members);
  if (split === null) return null;
  faults.want(isTableName(split['table']), `${place}.table`, TABLE);
  for (const name of ['user', 'column']) faults.want(isName(split[name]), `${place}.${name}`, COLUMN);
  judgeValues(faults, split['where'], `${place}.where`);
  return split;
}

function judgeValues(faults: Faults, value: unknown, place: string): void {
  if (value === undefined) return;
  faults.want(isObject(value), place, 'an object of columns and their values is wanted');
  for (const [name, each] of Object.entries(isObject(value) ? value : {})) {
    faults.want(isName(name) && isColumnValue(each), `${place}.${name}`, VALUE);
  }
}

function isOneOf(value: unknown, words: readonly string[]): boolean {
  return value === undefined || words.some((word) => word === value);
}
