import { createHash } from 'node:crypto';
import { mkdirSync, statSync } from 'node:fs';
import type { TokenDigest } from '@rekey/domain/values';
import { beforeAll, describe, expect, it } from 'vitest';
import { build, startChild } from './children.ts';
import { connected, freshUrl, migrated, opened } from './databases.ts';
import { CLAIM, request, user } from './sample-rows.ts';

const digestOf = (seed: string) => createHash('sha256').update(seed).digest('hex') as TokenDigest;

async function askBoth(url: string, deed: object): Promise<unknown[][]> {
  const children = [startChild('ask', url), startChild('ask', url)];
  await Promise.all(children.map((child) => child.line()));
  for (const child of children) child.say(JSON.stringify(deed));
  return Promise.all(children.map(async (child) => JSON.parse(await child.line())));
}

describe('two processes on one SQLite file', () => {
  beforeAll(build);

  it('consume each of fifty tokens once', async () => {
    const [database, url] = await migrated('SQLite');
    await database.users?.add(user('jane'));
    const jane = await database.directory.findByName('jane');
    if (jane === null) throw new Error('jane was added');
    const { key, revision } = jane;
    const digests = Array.from({ length: 50 }, (_, index) => digestOf(String(index)));
    await database.units.run(async ({ users, tokens }) => {
      await users.hold({ key });
      for (const digest of digests) {
        await tokens.issue([{ digest, userKey: key, revision, letterId: null, lifeMs: 60_000 }], 100);
      }
    });
    const won = await askBoth(url, { deed: 'consume', digests, key, revision });
    const winners = digests.map((_, index) => won.filter((answers) => answers[index] === true).length);
    expect(new Set(winners)).toEqual(new Set([1]));
  });

  it('claim each of two hundred letters once', async () => {
    const [database, url] = await migrated('SQLite');
    await Promise.all(Array.from({ length: 200 }, (_, index) => database.letters.post(request(`user ${index}`))));
    const ids = (await askBoth(url, { deed: 'claim', options: { ...CLAIM, limit: 5 }, rounds: 40 })).flat();
    expect([ids.length, new Set(ids).size]).toEqual([200, 200]);
  });
});

describe('SQLite', () => {
  it('answers reads while a write transaction is open', async () => {
    const [database] = await migrated('SQLite');
    await database.users?.add(user('jane'));
    await database.letters.post(request('jane'));
    const seen = await database.units.run(async ({ users }) => {
      await users.hold({ name: 'jane' });
      const found = await database.directory.findByName('jane');
      const listed = await database.letters.list({ limit: 10 });
      return [found?.username, listed.length, await database.tokens.inspect(digestOf('none'))];
    });
    expect(seen).toEqual(['jane', 1, null]);
  });

  it('keeps its files to itself', async () => {
    const [database, url] = await migrated('SQLite');
    await database.letters.post(request('jane'));
    for (const end of ['', '-wal', '-shm']) {
      expect(statSync(`${url.slice('sqlite:'.length)}${end}`).mode & 0o077).toBe(0);
    }
  });

  it('blames no other process where the lock of migrations cannot be opened', async () => {
    const url = await freshUrl('SQLite');
    const database = opened({ url });
    mkdirSync(`${url.slice('sqlite:'.length)}-migration-lock`);
    await expect(database.migrate()).rejects.toThrow('SQLITE_CANTOPEN');
  });

  it('is durable at each commit, and refuses to write where it reads', async () => {
    const [, url] = await migrated('SQLite');
    const { write, read } = connected({ url });
    expect(await write.raw('pragma journal_mode')).toEqual([{ journal_mode: 'wal' }]);
    expect(await write.raw('pragma synchronous')).toEqual([{ synchronous: 2 }]);
    expect(await write.raw('pragma foreign_keys')).toEqual([{ foreign_keys: 1 }]);
    await expect(read.raw('delete from rekey_letters')).rejects.toThrow('readonly');
  });
});
