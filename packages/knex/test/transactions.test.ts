import { CommitUnknown } from '@rekey/domain/ports';
import { describe, expect, it } from 'vitest';
import { rows } from '../src/connections.ts';
import { inTransaction } from '../src/transaction.ts';
import { connected, freshUrl, KINDS, migrated } from './databases.ts';
import { user } from './sample-rows.ts';

/** A constraint that is looked at when the transaction commits: what makes a COMMIT fail. */
const DEFERRED = [
  'create table parent (id integer primary key)',
  'create table child (parent_id integer references parent (id) deferrable initially deferred)',
];

describe.each(KINDS)('a transaction on %s', (kind) => {
  it('rolls back what went before a statement that failed, even if the work caught the failure', async () => {
    const connections = connected({ url: await freshUrl(kind) });
    await connections.write.raw('create table kept (value integer)');
    const run = inTransaction(connections, async (transaction) => {
      await rows(transaction, 'insert into kept values (1)');
      await rows(transaction, 'select nothing from nowhere').catch(() => {});
      return 'looks well';
    });
    await expect(run).rejects.toThrow('nowhere');
    expect(await rows(connections.read, 'select * from kept')).toEqual([]);
  });

  it('puts no value into the message of an error: hashes and addresses would end in logs', async () => {
    const connections = connected({ url: await freshUrl(kind) });
    const failure = await rows(connections.read, 'select ? from nowhere', ['a stored hash']).catch((error) => error);
    expect(failure.message).toContain('from nowhere');
    expect(failure.message).not.toContain('a stored hash');
  });

  // MariaDB has no constraint that waits for COMMIT.
  it.each([kind].filter((each) => each !== 'MariaDB'))(
    'leaves nothing after a COMMIT that failed, and nothing open for the next one to commit, on %s',
    async () => {
      const connections = connected({ url: await freshUrl(kind) });
      for (const statement of DEFERRED) await connections.write.raw(statement);
      const orphan = () =>
        inTransaction(connections, (transaction) => rows(transaction, 'insert into child values (7)'));
      const failure = await orphan().catch((error: unknown) => error);
      // PostgreSQL says that nothing is left; SQLite's word is not taken for it.
      if (kind === 'SQLite') expect(failure).toBeInstanceOf(CommitUnknown);
      else expect(failure).toMatchObject({ code: '23503' });
      await inTransaction(connections, (transaction) => rows(transaction, 'insert into parent values (1)'));
      expect(await rows(connections.read, 'select * from child')).toEqual([]);
      expect(await rows(connections.read, 'select id from parent')).toEqual([{ id: 1 }]);
    },
  );

  it('does not call the work when it cannot begin', async () => {
    const url = await freshUrl(kind);
    const connections = connected({ url, limits: { acquireMs: 1_000, lockMs: 50, maxConnections: 1 } });
    await rows(connections.write, 'select 1');
    let called = false;
    await inTransaction(connections, async () => {
      const second = inTransaction(connections, async () => {
        called = true;
      });
      await expect(second).rejects.toThrow('Timeout acquiring a connection');
    });
    expect(called).toBe(false);
  });

  it('lets units wait for one user in turn, with fewer connections than units', async () => {
    const [database] = await migrated(kind, { limits: { maxConnections: 2 } });
    await database.users?.add(user('jane'));
    const held = await Promise.all(
      [1, 2, 3, 4].map((each) =>
        database.units
          .run(async ({ users }) => {
            await users.hold({ name: 'jane' });
            if (each % 2 === 0) throw new Error('gave up');
            return each;
          })
          .catch(() => 0),
      ),
    );
    expect(held).toEqual([1, 0, 3, 0]);
  });
});

describe('transactions on PostgreSQL', () => {
  it('run eight at once, each on a connection of its own: the races of the contracts are real ones', async () => {
    const connections = connected({ url: await freshUrl('PostgreSQL') });
    let inside = 0;
    let open = (): void => {};
    const allInside = new Promise<void>((resolve) => {
      open = resolve;
    });
    const run = () =>
      inTransaction(connections, async (transaction) => {
        const [row] = await rows(transaction, 'select pg_backend_pid() as pid');
        inside += 1;
        if (inside === 8) open();
        await allInside;
        return row?.['pid'];
      });
    const pids = await Promise.all(Array.from({ length: 8 }, run));
    expect(new Set(pids).size).toBe(8);
  });
});
