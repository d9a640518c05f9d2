import type { Unit } from '@rekey/domain/ports';
import type { Claim, NewToken, Revision, TokenDigest, UserKey } from '@rekey/domain/values';
import type { Knex } from 'knex';
import { describe, expect, it } from 'vitest';
import { rows } from '../src/connections.ts';
import { knexLetterBox, knexUnitOfWork } from '../src/index.ts';
import { usersTable } from '../src/users/users-table.ts';
import { connected, KINDS, type Kind, migrated } from './databases.ts';
import { CLAIM, request } from './sample-rows.ts';

const HISTORY = 20_000;
const BATCH = 50;
const HOUR = 3_600_000;

const NUMBERS = 'with recursive numbers(i) as (select 1 union all select i + 1 from numbers where i < ?)';

/** Users who have all been here before: settled letters, and tokens that are over. */
async function fill(write: Knex): Promise<void> {
  const each = (into: string, values: string) =>
    write.raw(`insert into ${into} ${NUMBERS} select ${values} from numbers`, [HISTORY]);
  await each('users (username, email)', `'user ' || i, 'user' || i || '@example.com'`);
  await each(
    'rekey_letters (kind, submitted_name, name_key, user_key, requested_at, asked_at, due_at, handed_over_at, state)',
    `'reset', 'user ' || i, 'user ' || i, cast(i as text), 1, 1, 1, 1, 'sent'`,
  );
  await each(
    'rekey_reset_tokens (digest, user_key, revision, letter_id, minted_at, expires_at, ended_at, ended_why)',
    `'digest ' || i, cast(i as text), 'revision', i, 1, 2, 2, 'consumed'`,
  );
}

interface Statement {
  readonly sql: string;
  readonly bindings: readonly Knex.RawBinding[];
}

/** What a courier's unit does to a batch, from the users to the settlement. */
async function turn({ users, tokens, reports, letters }: Unit, claims: readonly Claim[]): Promise<void> {
  const held = await users.holdNamed(claims.map((_, n) => `user ${n + 1}`));
  const keys = [...held.values()].map(({ key }) => key);
  await letters.handedOverWithin(
    keys,
    HOUR,
    claims.map(({ id }) => id),
  );
  const token = ({ id }: Claim, n: number): NewToken => ({
    digest: `fresh ${n}` as TokenDigest,
    userKey: keys[n] ?? ('' as UserKey),
    revision: 'revision' as Revision,
    letterId: id,
    lifeMs: HOUR,
  });
  const fresh = claims.map(token);
  await tokens.issue(fresh, 3);
  await reports.allow(fresh.map((each, n) => ({ ...each, digest: `report ${n}` as TokenDigest })));
  await letters.startHandOvers(claims.map((claim, n) => ({ claim, userKey: keys[n] ?? ('' as UserKey) })));
  await tokens.withdraw(fresh.map(({ digest }) => digest));
  const settled = await letters.settle(claims.map((claim) => ({ claim, fate: { state: 'sent' } })));
  expect(settled).toHaveLength(BATCH);
}

async function statementsOfATurn(kind: Kind): Promise<{ write: Knex; statements: readonly Statement[] }> {
  const [, url] = await migrated(kind);
  const connections = connected({ url });
  const { write } = connections;
  await fill(write);
  if (kind === 'PostgreSQL') for (const table of ['users', 'rekey_letters']) await write.raw(`analyze ${table}`);
  const box = knexLetterBox(connections, 1_000);
  for (let n = 1; n <= BATCH; n += 1) await box.post(request(`user ${n}`));
  const { claimed } = await box.claim(CLAIM);
  const statements: Statement[] = [];
  const note = (query: Statement) => statements.push(query);
  write.on('query', note);
  await knexUnitOfWork(connections, usersTable(connections.dialect)).run((unit) => turn(unit, claimed));
  write.removeListener('query', note);
  return { write, statements: statements.filter(({ sql }) => /^\s*(select|insert|update|with)/i.test(sql)) };
}

describe.each(KINDS)('a turn of a courier on %s', (kind) => {
  it('reads what it works on and no history: each statement finds its rows by an index', async () => {
    const { write, statements } = await statementsOfATurn(kind);
    expect(statements).toHaveLength(8);
    const explain = kind === 'SQLite' ? 'explain query plan' : 'explain';
    const whole = kind === 'SQLite' ? /^SCAN (users|rekey_\w+|newer)\b/ : /Seq Scan on (users|rekey_\w+)/;
    for (const { sql, bindings } of statements) {
      const steps = await rows(write, `${explain} ${sql.replaceAll(/\$\d+/g, '?')}`, bindings);
      const plan = steps.map((step) => String(step['detail'] ?? step['QUERY PLAN']));
      expect(
        plan.filter((step) => whole.test(step)),
        sql,
      ).toEqual([]);
    }
  }, 60_000);
});
