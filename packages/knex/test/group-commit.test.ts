import { describe, expect, it } from 'vitest';
import { knexLetterBox } from '../src/index.ts';
import { connected, KINDS, migrated, opened } from './databases.ts';
import { request } from './sample-rows.ts';

const MANY = 2_000;

describe.each(KINDS)('post on %s', (kind) => {
  it('carries many requests with few commits, and each is durable when it is answered', async () => {
    const [, url] = await migrated(kind);
    const connections = connected({ url });
    const letters = knexLetterBox(connections, 100_000);
    const statements: string[] = [];
    connections.write.on('query', ({ sql }: { sql: string }) => statements.push(sql));

    const names = Array.from({ length: MANY }, (_, index) => `user ${index}`);
    const answers = await Promise.all(names.map((name) => letters.post(request(name))));
    await connections.close();

    expect(new Set(answers)).toEqual(new Set(['posted']));
    const commits = statements.filter((sql) => sql.includes('insert into rekey_letters'));
    expect(commits.length).toBeLessThanOrEqual(MANY / 400 + 2);
    expect(statements.filter((sql) => /^begin/i.test(sql))).toEqual([]);
    const kept = await opened({ url }).letters.list({ limit: MANY * 2 });
    expect(kept.map(({ username }) => username).sort()).toEqual([...names].sort());
  });

  it('sends the same statements whoever asks, and never names the users table', async () => {
    const [, url] = await migrated(kind);
    const connections = connected({ url });
    const letters = knexLetterBox(connections, 100_000);
    await letters.post(request('warm-up'));
    const statementsOf = async (name: string) => {
      const statements: string[] = [];
      const note = ({ sql }: { sql: string }) => statements.push(sql);
      for (const each of [connections.write, connections.read]) each.on('query', note);
      await letters.post(request(name));
      for (const each of [connections.write, connections.read]) each.removeListener('query', note);
      // The count of pending letters depends on time alone.
      return [...new Set(statements)].filter((sql) => !sql.includes('count(*)'));
    };
    const first = await statementsOf('jane.doe');
    expect(first).toHaveLength(1);
    expect(await statementsOf('jane.doe')).toEqual(first);
    expect(await statementsOf('nobody')).toEqual(first);
    expect(first.join()).not.toMatch(/users/);
  });

  it('fails those whose commit failed, keeps nothing of them, and goes on', async () => {
    const [database, url] = await migrated(kind);
    const { write } = connected({ url });
    await write.raw('alter table rekey_letters rename to elsewhere');
    const failed = await Promise.allSettled(['a', 'b', 'c'].map((name) => database.letters.post(request(name))));
    expect(failed.map(({ status }) => status)).toEqual(['rejected', 'rejected', 'rejected']);
    await write.raw('alter table elsewhere rename to rekey_letters');
    expect(await database.letters.post(request('d'))).toBe('posted');
    expect((await database.letters.list({ limit: 10 })).map(({ username }) => username)).toEqual(['d']);
  });
});

describe('post on SQLite, which one connection writes', () => {
  it('waits for the unit at work, and not for all that wait behind it', async () => {
    const [database] = await migrated('SQLite');
    await database.letters.post(request('warm-up'));
    const ended: string[] = [];
    const note = (what: string) => () => void ended.push(what);
    const unit = () => database.units.run(({ users }) => users.hold({ name: 'nobody' }));
    const units = Array.from({ length: 50 }, () => unit().then(note('unit')));
    await Promise.all([...units, database.letters.post(request('jane')).then(note('post'))]);
    expect(ended.indexOf('post')).toBeLessThan(25);
  });
});
