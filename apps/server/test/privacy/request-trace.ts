import type { Ground, Row } from '../reliability/ground.ts';
import { askRaw } from './ask-raw.ts';
import { PEOPLE, type Person } from './people.ts';
import { type Recorded, recordStatements } from './recorded-statements.ts';
import { startService } from './service.ts';

/** All that one request did to the database. */
export interface Trace {
  readonly statements: readonly Recorded[];
  /** The rows that are there since; ids, times and names left out. */
  readonly added: readonly Row[];
  /** Whether every row that was there is as it was, of users and tokens too. */
  readonly restUntouched: boolean;
}

const TABLES = ['users', 'rekey_letters', 'rekey_reset_tokens', 'rekey_audit'];
/** What the database gives out, and what the person brought. */
const OF_THE_OCCASION = ['id', 'requested_at', 'asked_at', 'due_at', 'submitted_name', 'name_key'];

/**
 * Asks once, through a service of its own: whatever it counts or caches is then counted and cached for each person alike.
 */
export async function traceRequest(
  ground: Ground,
  person: Person,
  answers: 'private' | 'documented' = 'private',
): Promise<Trace> {
  const recorder = recordStatements(ground.url);
  const before = await allRows(ground);
  const service = await startService(ground.url, answers);
  recorder.take();
  await askRaw(service.port, PEOPLE[person]);
  const statements = recorder.take();
  await service.stop();
  const after = await allRows(ground);
  const added = after.filter((row) => !before.includes(row));
  return {
    statements,
    added: added.map((row) => withoutOccasion(JSON.parse(row))),
    restUntouched: before.every((row) => after.includes(row)),
  };
}

/** Every row of every table, as text that begins with its table. */
async function allRows({ sql }: Ground): Promise<readonly string[]> {
  const rows: string[] = [];
  for (const table of TABLES) {
    for (const row of await sql(`select * from ${table}`)) rows.push(JSON.stringify({ table, ...row }));
  }
  return rows;
}

function withoutOccasion(row: Row): Row {
  return Object.fromEntries(Object.entries(row).filter(([column]) => !OF_THE_OCCASION.includes(column)));
}
