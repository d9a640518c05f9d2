import { Overloaded } from '@rekey/domain';
import { describe, expect, it } from 'vitest';
import { KINDS, migrated } from './databases.ts';
import { user } from './sample-rows.ts';

/** More than may wait for the next queries. */
const CROWD = 6_000;

describe.each(KINDS)('the directory on %s', (kind) => {
  it('turns look-ups away where too many wait, and finds everybody again when they are over', async () => {
    const [database] = await migrated(kind);
    await database.users?.add(user('jane'));
    const asked = await Promise.allSettled(Array.from({ length: CROWD }, () => database.directory.findByName('jane')));
    const refused = asked.flatMap((look) => (look.status === 'rejected' ? [look.reason] : []));
    expect(refused.length).toBeGreaterThan(0);
    expect(refused.length).toBeLessThan(CROWD);
    expect(refused.every((reason) => reason instanceof Overloaded)).toBe(true);
    expect(await database.directory.findByName('jane')).toMatchObject({ username: 'jane' });
  });
});
