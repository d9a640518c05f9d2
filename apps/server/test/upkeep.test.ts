import { connect, openDatabase } from '@rekey/knex';
import { eventually } from '@rekey/laboratory';
import { describe, expect, it, onTestFinished } from 'vitest';
import { logged, settingsForTest, startRekey } from './rekey-process.ts';

const DAY_MS = 86_400_000;

/** A database with a history: one row of each kind that is two days old, and one of today. */
async function withHistory() {
  const settings = await settingsForTest();
  const url = settings.REKEY_DATABASE_URL;
  const database = openDatabase({ url });
  await database.migrate();
  await database.close();
  const { write, read, close } = connect({ url });
  onTestFinished(close);
  for (const at of [Date.now() - 2 * DAY_MS, Date.now()]) {
    const letter = { submitted_name: `${at}`, name_key: `${at}`, requested_at: at, asked_at: at, due_at: at };
    await write('rekey_letters').insert({ ...letter, kind: 'reset', state: 'sent', sent_at: at, settled_at: at });
    await write('rekey_letters').insert({
      ...letter,
      kind: 'reset',
      state: 'skipped',
      reason: 'limit',
      settled_at: at,
    });
    const token = { digest: `${at}`, user_key: '1', revision: 'r', minted_at: at, expires_at: at };
    await write('rekey_reset_tokens').insert(token);
    await write('rekey_audit').insert({ at, kind: 'all-tokens-revoked', tokens: 0 });
  }
  const count = async (table: string) => Number((await read(table).count({ rows: '*' }))[0]?.['rows']);
  return { settings, count };
}

describe('rekey courier', () => {
  it('removes what is older than REKEY_KEEP_... say, and says how much', async () => {
    const { settings, count } = await withHistory();
    const keep = { REKEY_KEEP_LETTERS: '1d', REKEY_KEEP_TOKENS: '1d', REKEY_KEEP_AUDIT: '1d' };
    const program = startRekey({ ...settings, ...keep }, 'courier');
    const line = await logged(program, 'old rows were removed, as REKEY_KEEP_... say');
    expect(line).toMatchObject({ level: 30, letters: 2, tokens: 1, audit: 1 });
    const left = [await count('rekey_letters'), await count('rekey_reset_tokens'), await count('rekey_audit')];
    expect(left).toEqual([2, 1, 1]);
  });

  it('keeps for ever what it is told to', async () => {
    const { settings, count } = await withHistory();
    const keep = { REKEY_KEEP_LETTERS: 'forever', REKEY_KEEP_TOKENS: '1d', REKEY_KEEP_AUDIT: 'forever' };
    startRekey({ ...settings, ...keep }, 'courier');
    await eventually('the old token is gone', async () => (await count('rekey_reset_tokens')) === 1, 20_000);
    expect([await count('rekey_letters'), await count('rekey_audit')]).toEqual([4, 2]);
  });
});
