import { columnNamed } from './alike.ts';
import { columnCalled, columnsCalled } from './column-habits.ts';
import { type DescribedColumn, type DescribedTable, tableName } from './described-database.ts';
import { keyTypeOf, type UnhashedMapping } from './fill-template.ts';
import { parseFlagAnswer } from './flag-answer.ts';
import type { FlagFile } from './mapping-file.ts';
import type { People } from './people.ts';
import { type AnswerName, type Answers, type Question, question } from './report.ts';

export interface Guess {
  /** `null` while a question is open. */
  readonly mapping: UnhashedMapping | null;
  readonly questions: readonly Question[];
}

/** A mapping of tables that belong to no known application, by what people call columns; what can't be told is asked. */
export function guessMapping(people: People, answers: Answers): Guess {
  const { users } = people;
  const questions: Question[] = [];
  const ask = (name: AnswerName, asks: string, choices?: readonly string[]) => {
    questions.push(question(name, asks, choices));
    return null;
  };
  const named = (name: AnswerName, asks: string, found: DescribedColumn | null): DescribedColumn | null => {
    const answer = answers[name];
    const column = answer === undefined ? found : columnNamed(users, answer);
    return (
      column ??
      ask(
        name,
        asks,
        users.columns.map((each) => each.name),
      )
    );
  };
  const where = tableName(users);
  const key = named(
    'key',
    `${where} has no primary key of one column: which column tells its rows apart?`,
    keyOf(users),
  );
  const email = named('email', `which column of ${where} holds the e-mail address?`, people.email);
  const username = named('username', '', columnCalled(users, 'username', ['text']) ?? email);
  const flags = flagsOf(users, answers, ask);
  if (key === null || email === null || username === null || questions.length > 0) return { mapping: null, questions };
  return { mapping: mappingOf(people, { key, email, username }, flags), questions };
}

interface Names {
  readonly key: DescribedColumn;
  readonly email: DescribedColumn;
  readonly username: DescribedColumn;
}

function mappingOf({ users, hash }: People, { key, email, username }: Names, flags: Flags): UnhashedMapping {
  const text = (habit: 'firstName' | 'lastName' | 'locale') => columnCalled(users, habit, ['text'])?.name;
  const [firstName, lastName, locale] = [text('firstName'), text('lastName'), text('locale')];
  const changedAt = columnCalled(hash.table, 'passwordChangedAt', ['timestamp'])?.name;
  const isSplit = hash.user !== null;
  const updatedAt = (table: DescribedTable) => columnCalled(table, 'updatedAt', ['timestamp'])?.name;
  const [usersUpdated, hashUpdated] = [updatedAt(users), isSplit ? updatedAt(hash.table) : undefined];
  return {
    table: tableName(users),
    keyType: keyTypeOf(key),
    columns: {
      key: key.name,
      username: username.name,
      email: email.name,
      ...(!isSplit && { passwordHash: hash.column.name }),
      ...(firstName !== undefined && firstName !== username.name && { firstName }),
      ...(lastName !== undefined && { lastName }),
      ...(locale !== undefined && { locale }),
      ...(flags.external !== null && { externallyManaged: flags.external }),
      ...(flags.enabled !== null && { enabled: flags.enabled }),
      ...(changedAt !== undefined &&
        !isSplit && { passwordChangedAt: { column: changedAt, as: 'timestamp' as const } }),
    },
    lookUp: { by: username.name === email.name ? 'email' : 'either', case: 'ignored' },
    ...(hash.user !== null && {
      password: {
        table: tableName(hash.table),
        user: hash.user.name,
        column: hash.column.name,
        absent: 'external' as const,
      },
    }),
    ...(flags.gone !== null && { gone: flags.gone }),
    ...(usersUpdated !== undefined && { alsoSet: { [usersUpdated]: 'now' } }),
    ...(hashUpdated !== undefined && { alsoSetPassword: { [hashUpdated]: 'now' } }),
  };
}

/** The primary key, or a column called `id` of which a unique index says the same. */
function keyOf(table: DescribedTable): DescribedColumn | null {
  const [only, another] = table.primaryKey;
  if (only !== undefined && another === undefined) return columnNamed(table, only);
  const unique = table.indexes
    .filter((index) => index.unique && index.columns.length === 1)
    .flatMap(({ columns }) => columns);
  return unique.includes('id') ? columnNamed(table, 'id') : null;
}

interface Flags {
  readonly enabled: FlagFile | null;
  readonly external: FlagFile | null;
  readonly gone: FlagFile | null;
}

type Ask = (name: AnswerName, asks: string, choices?: readonly string[]) => null;

function flagsOf(table: DescribedTable, answers: Answers, ask: Ask): Flags {
  const flag = (
    name: 'enabled' | 'external' | 'gone',
    candidates: readonly Candidate[],
    asks: string,
  ): FlagFile | null => {
    const answer = answers[name];
    if (answer !== undefined) return flagAnswered(table, name, answer, ask);
    const [first, second] = candidates;
    if (first === undefined) return null;
    if (first.flag !== null && second === undefined) return first.flag;
    return ask(name, `${asks}: a condition such as ${first.example}, or none`, [
      ...candidates.map(({ example }) => example),
      'none',
    ]);
  };
  return {
    enabled: flag('enabled', enabledCandidates(table), 'which users may sign in'),
    external: flag('external', externalCandidates(table), 'whose password is kept elsewhere'),
    gone: flag('gone', goneCandidates(table), 'which users are deleted'),
  };
}

function flagAnswered(table: DescribedTable, name: AnswerName, answer: string, ask: Ask): FlagFile | null {
  const flag = parseFlagAnswer(answer);
  if (flag === null) return null;
  const column = flag === undefined ? null : columnNamed(table, flag.column);
  if (flag === undefined || column === null) {
    return ask(name, `${JSON.stringify(answer)} is no condition on a column of ${tableName(table)}`, [
      'none',
      ...table.columns.map((each) => each.name),
    ]);
  }
  return { ...flag, column: column.name };
}

/** A flag that a column may be; `flag` is `null` where only its values would tell what it means. */
interface Candidate {
  readonly flag: FlagFile | null;
  readonly example: string;
}

function enabledCandidates(table: DescribedTable): readonly Candidate[] {
  return [
    ...columnsCalled(table, 'enabled', ['boolean']).map(({ name }) => sure(name, { column: name, yes: [true] })),
    ...columnsCalled(table, 'disabled', ['boolean']).map(({ name }) =>
      sure(`${name}=false,null`, { column: name, yes: [false, null] }),
    ),
    ...columnsCalled(table, 'disabledAt', ['timestamp']).map(({ name }) =>
      sure(`${name}=null`, { column: name, yes: [null] }),
    ),
    ...columnsCalled(table, 'status', ['text', 'integer', 'other']).map(({ name }) => unsure(`${name}=active`)),
    ...columnsCalled(table, 'enabled', ['integer', 'text']).map(({ name }) => unsure(`${name}=1`)),
  ];
}

function externalCandidates(table: DescribedTable): readonly Candidate[] {
  return [
    ...columnsCalled(table, 'external', ['boolean']).map(({ name }) => sure(name, { column: name, yes: [true] })),
    ...columnsCalled(table, 'provider', ['text', 'other']).map(({ name }) => unsure(`${name}!=local`)),
  ];
}

function goneCandidates(table: DescribedTable): readonly Candidate[] {
  return [
    ...columnsCalled(table, 'deletedAt', ['timestamp']).map(({ name }) =>
      sure(`${name}=not null`, { column: name, yes: ['not null'] }),
    ),
    ...columnsCalled(table, 'deleted', ['boolean']).map(({ name }) => sure(name, { column: name, yes: [true] })),
    ...columnsCalled(table, 'deleted', ['integer']).map(({ name }) => unsure(`${name}=1`)),
  ];
}

const sure = (example: string, flag: FlagFile): Candidate => ({ flag, example });
const unsure = (example: string): Candidate => ({ flag: null, example });
