import type { Application } from './application.ts';
import { chooseHash } from './choose-hash.ts';
import type { DatabaseInspector } from './database-inspector.ts';
import { type DescribedDatabase, tableName } from './described-database.ts';
import { filledSessions, fillTemplate, type UnhashedMapping } from './fill-template.ts';
import { findSessions } from './find-sessions.ts';
import { grantsFor } from './grants.ts';
import { guessMapping } from './guess-mapping.ts';
import { type DescribeHash, type HashColumn, sampleHashes } from './hash-sample.ts';
import type { SessionsFile } from './mapping-file.ts';
import { missingIndexes } from './missing-indexes.ts';
import { findPeople, type People } from './people.ts';
import { type Recognised, recognise } from './recognise.ts';
import { type Answers, type AttachOutcome, type AttachReport, type Question, question } from './report.ts';

export interface AttachDeps {
  readonly inspector: DatabaseInspector;
  readonly applications: readonly Application[];
  readonly describeHash: DescribeHash;
  /** The formats that a mapping may name. */
  readonly hashFormats: readonly string[];
  /** For whom the grants are. */
  readonly role: string;
}

const NOTHING: AttachReport = {
  application: null,
  mapping: null,
  sessions: null,
  grants: [],
  questions: [],
  advice: [],
};

/** Looks at a database and says whose users are in it and how Rekey serves them. Changes nothing. */
export async function attach(deps: AttachDeps, answers: Answers): Promise<AttachOutcome> {
  const database = await deps.inspector.describe();
  const recognised = deps.applications
    .filter(({ name }) => answers.application === undefined || name === answers.application)
    .flatMap((application) => recognise(database, application))
    .filter(({ tables }) => answers.table === undefined || isNamed(tables['users'], answers.table));
  const [first, second] = recognised;
  if (first !== undefined && second === undefined) return attachApplication(deps, database, first, answers);
  if (first !== undefined) return asked([whichOf(recognised)]);
  if (answers.application !== undefined) return asked([unknownApplication(deps, answers.application)]);
  return attachUnknown(deps, database, answers);
}

/** A mapping that lacks its hash format yet, and what belongs to it. */
interface Found {
  readonly application: Pick<Application, 'hashes' | 'bcryptPrefix'> & { readonly name: string | null };
  readonly mapping: UnhashedMapping;
  readonly sessions: SessionsFile | null;
  readonly advice: readonly string[];
}

async function attachApplication(
  deps: AttachDeps,
  database: DescribedDatabase,
  recognised: Recognised,
  answers: Answers,
): Promise<AttachOutcome> {
  const { application } = recognised;
  if (application.mapping === undefined) {
    const reason = application.refused ?? `${application.title} keeps its passwords to itself`;
    return { kind: 'refused', reason, report: { ...NOTHING, application: application.name } };
  }
  return finished(deps, database, answers, {
    application,
    mapping: fillTemplate(recognised, application.mapping),
    sessions: filledSessions(recognised),
    advice: [
      `these are the tables of ${application.title}`,
      ...(application.advice ?? []),
      ...(application.pepper === undefined || answers.pepperFile !== undefined
        ? []
        : [`No pepper is assumed. If ${application.pepper} sets one, write it to a file: --pepper-file FILE.`]),
    ],
  });
}

async function attachUnknown(deps: AttachDeps, database: DescribedDatabase, answers: Answers): Promise<AttachOutcome> {
  const people = (await findPeople(database, deps.inspector, deps.describeHash)).filter(
    ({ users, hash }) =>
      (answers.table === undefined || isNamed(users, answers.table)) &&
      (answers.hashColumn === undefined || answers.hashColumn === hash.column.name),
  );
  const [first] = people;
  const likeliest = people.filter((each) => first !== undefined && isAsSure(each, first));
  if (first === undefined || likeliest.length > 1) return asked([whichPeople(database, likeliest, answers)]);
  const { mapping, questions } = guessMapping(first, answers);
  if (mapping === null) return asked(questions);
  const sample = first.hash.sample;
  const reason = sample.formats.length > 0 ? 'its hashes are of a known format' : 'its columns are called so';
  return finished(deps, database, answers, {
    application: { name: null },
    mapping,
    sessions: findSessions(database, first.users),
    advice: [`${tableName(first.users)} holds the users: ${reason}`],
  });
}

async function finished(
  deps: AttachDeps,
  database: DescribedDatabase,
  answers: Answers,
  { application, mapping: unhashed, sessions, advice }: Found,
): Promise<AttachOutcome> {
  const sample = await sampleHashes(deps.inspector, hashColumnOf(database, unhashed), deps.describeHash);
  const choice = chooseHash(sample, application, answers, deps.hashFormats);
  if ('question' in choice) return asked([choice.question], application.name);
  const mapping = { ...unhashed, hash: choice.hash };
  const indexes = missingIndexes(database, mapping, sessions);
  const report: AttachReport = {
    application: application.name,
    mapping,
    sessions,
    grants: database.kind === 'PostgreSQL' ? grantsFor(mapping, sessions, deps.role) : [],
    questions: [],
    advice: [
      ...advice,
      ...indexes.map((sql) => `an index is missing, without which look-ups read the whole table: ${sql}`),
    ],
  };
  return { kind: 'mapping', report };
}

function hashColumnOf({ tables }: DescribedDatabase, { table, columns, password }: UnhashedMapping): HashColumn {
  const wanted = password?.table ?? table;
  const found = tables.find((each) => tableName(each) === wanted);
  const column = password?.column ?? columns.passwordHash;
  if (found === undefined || column === undefined) throw new Error(`${wanted} holds no hashes`);
  return { table: found, column, ...(password?.where !== undefined && { where: password.where }) };
}

function asked(questions: readonly Question[], application: string | null = null): AttachOutcome {
  return { kind: 'questions', report: { ...NOTHING, application, questions } };
}

function whichOf(recognised: readonly Recognised[]): Question {
  const names = [...new Set(recognised.map(({ application }) => application.name))];
  const tables = recognised.flatMap(({ tables: { users } }) => (users === undefined ? [] : [tableName(users)]));
  return names.length > 1
    ? question('application', 'these applications are here: whose users is Rekey to serve?', names)
    : question('table', 'several tables look like these users: which one is it?', tables);
}

function unknownApplication({ applications }: AttachDeps, wanted: string): Question {
  const known = applications.map(({ name }) => name);
  return known.includes(wanted)
    ? question('application', `the tables of ${wanted} are not in this database`, known)
    : question('application', `${wanted} is no application that Rekey knows`, known);
}

function whichPeople({ tables }: DescribedDatabase, likeliest: readonly People[], answers: Answers): Question {
  const [first] = likeliest;
  if (first === undefined) {
    const asks =
      answers.table === undefined ? 'no table looks like users with passwords' : 'no column looks like a hash';
    return answers.table === undefined
      ? question('table', `${asks}: which one holds them?`, tables.map(tableName))
      : question('hashColumn', `${asks} in ${answers.table}, or it has no e-mail addresses: which column holds it?`);
  }
  const names = [...new Set(likeliest.map(({ users }) => tableName(users)))];
  return names.length > 1
    ? question('table', 'several tables look like users: which one is it?', names)
    : question(
        'hashColumn',
        `several columns of ${names[0]} look like hashes: which one does the sign-in read?`,
        likeliest.map(({ hash }) => hash.column.name),
      );
}

/** A table whose stored hashes are known beats one that is only called like users. */
function isAsSure(one: People, best: People): boolean {
  return one.hash.sample.formats.length > 0 || best.hash.sample.formats.length === 0;
}

function isNamed(table: Parameters<typeof tableName>[0] | undefined, wanted: string): boolean {
  return table !== undefined && (wanted === table.name || wanted === tableName(table));
}
