import { describe, expect, it } from 'vitest';
import { knexLetterBox } from '../src/index.ts';
import { migrate, migrationsFor } from '../src/migrate.ts';
import { connected, freshUrl, KINDS } from './databases.ts';
import { CLAIM, request } from './sample-rows.ts';

const BEFORE = '0009-letter-queue';

/** As the version before wrote them. */
const INSERT = `
  insert into rekey_letters (kind, submitted_name, name_key, client_address, requested_at, asked_at, due_at)
  values ('reset', ?, ?, ?, ?, ?, ?)`;

describe.each(KINDS)('letters of an older version on %s', (kind) => {
  it('are folded and served like others, before and after the migration, in rounds of their addresses', async () => {
    const connections = connected({ url: await freshUrl(kind) });
    const { write } = connections;
    const all = migrationsFor(true);
    const old = all.slice(
      0,
      all.findIndex(({ name }) => name === BEFORE),
    );
    const now = Date.now();
    const post = async (name: string, address: string) => {
      await write.raw(INSERT, [name, name, address, now, now, now]);
    };
    await migrate(connections, old);
    for (const name of ['a', 'a', 'b', 'c']) await post(name, '192.0.2.1');
    // Of the courier before: what it holds, and what it left behind.
    await write.raw(`update rekey_letters set lease_until = ? where submitted_name = 'b'`, [now + 30_000]);
    await write.raw(`update rekey_letters set lease_until = ?, attempts = 1 where submitted_name = 'c'`, [now - 1]);
    await migrate(connections, all);
    // A courier that runs beside put it off: it knows nothing of the queue.
    await post('put off', '192.0.2.1');
    await write.raw(`update rekey_letters set place = 0, attempts = 1, due_at = ? where submitted_name = 'put off'`, [
      now + 60_000,
    ]);
    await post('d', '192.0.2.1');
    await post('e', '192.0.2.2');

    const box = knexLetterBox(connections, 1_000);
    const namesOf = async (limit: number) =>
      (await box.claim({ ...CLAIM, limit })).claimed.map(
        ({ letter }) => 'submittedName' in letter && letter.submittedName,
      );
    expect(await namesOf(4), 'one of four was put off').toEqual(['c', 'a', 'e']);
    await box.post(request('f', '192.0.2.3'));
    expect(await namesOf(9)).toEqual(['d', 'f']);
    const views = await box.list({ limit: 9 });
    expect(views.filter(({ reason }) => reason === 'folded').map(({ username }) => username)).toEqual(['a']);
  });
});
