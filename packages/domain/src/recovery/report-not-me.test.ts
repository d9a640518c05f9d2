import { beforeEach, describe, expect, it } from 'vitest';
import { janesReports, last } from '../../test/reports.ts';
import { userRow } from '../../test/rows.ts';
import { HERE, OPERATOR } from '../../test/world.ts';

const MINUTE = 60_000;
const { begin, world, jane, ask, set, inspect, opens, states, report, trail, mailed } = janesReports();

/** A password changed by whoever had the mail, and its notice delivered; answers the notice's secret. */
async function changed(): Promise<string> {
  expect((await set((await mailed()).token)).kind).toBe('changed');
  await world().deliver();
  return last(world().notMes());
}

beforeEach(() => begin());

describe('"this wasn’t me" from a mail with a link', () => {
  it('kills every live link of the user, and leaves the account as it is', async () => {
    const first = await mailed();
    const second = await mailed();
    const before = await world().store.readUser(jane());
    expect(await report(first.notMe)).toEqual({ kind: 'received' });
    for (const { token } of [first, second]) expect(await inspect(token)).toEqual({ kind: 'bad-token' });
    expect(await world().store.readUser(jane())).toEqual(before);
    expect(await trail()).toEqual([
      { kind: 'not-me', userKey: jane(), username: 'jane.doe', address: HERE, source: 'link', count: 2 },
    ]);
  });

  it('closes the requests that wait, those of this very name only, and tells nobody by mail', async () => {
    const { notMe } = await mailed();
    for (const name of ['jane.doe', 'Jane.Doe', 'john.doe', 'jane.doe']) await ask(name);
    await report(notMe);
    expect((await states()).filter((state) => state !== 'sent')).toEqual([
      'skipped: reported',
      'pending',
      'pending',
      'skipped: reported',
    ]);
    const before = world().mails().length;
    await world().deliver();
    expect(world().mails()).toHaveLength(before);
  });

  it('works after the link is over: expired, used, superseded', async () => {
    const old = await mailed();
    world().pass(31 * MINUTE);
    const { token } = await mailed();
    await report(old.notMe);
    expect(await inspect(token)).toEqual({ kind: 'bad-token' });
    expect(await trail()).toHaveLength(1);
  });

  it('locks nobody out: a link can be asked for again at once, and the used secret does nothing to it', async () => {
    const { notMe } = await mailed();
    await report(notMe);
    const next = await mailed();
    expect(await report(notMe)).toEqual({ kind: 'received' });
    expect(await set(next.token)).toMatchObject({ kind: 'changed' });
  });

  it('stops a courier that has just claimed the request', async () => {
    const { notMe } = await mailed();
    await ask();
    world().atNextHandOver(async () => void (await report(notMe)));
    await world().deliver();
    expect(await inspect(last(world().tokens()))).toEqual({ kind: 'bad-token' });
    await world().deliver();
    expect(await world().mails()).toHaveLength(2);
  });
});

describe('"this wasn’t me" from a notice', () => {
  it('tells the operator by letter, once, and does to links what the other does', async () => {
    const notMe = await changed();
    const { token } = await mailed();
    await Promise.all([report(notMe), report(notMe), report(notMe)]);
    expect(await inspect(token)).toEqual({ kind: 'bad-token' });
    await world().deliver();
    const toOperator = world()
      .mails()
      .filter(({ to }) => to.address === OPERATOR);
    expect(toOperator.map(({ subject }) => subject)).toEqual(['A change of password was reported: “This wasn’t me”']);
    expect(toOperator[0]?.text).toContain('jane.doe');
    expect(toOperator[0]?.text).not.toContain('#');
    expect(await trail()).toMatchObject([{ source: 'notice' }]);
    expect(await opens('the new password of jane')).toBe(true);
  });

  it('carries a secret of its own, which is no token in any form', async () => {
    const notMe = await changed();
    expect(await inspect(notMe)).toEqual({ kind: 'bad-token' });
    expect(await set(notMe)).toEqual({ kind: 'bad-token' });
    expect(await world().store.readAtRest()).not.toContain(notMe);
  });

  it('works for a month', async () => {
    const notMe = await changed();
    world().pass(29 * 24 * 60 * MINUTE);
    await report(notMe);
    expect(await trail()).toHaveLength(1);
  });
});

describe('whoever reports', () => {
  it('hears the same of everything that is well formed, and learns nothing', async () => {
    const { notMe, token } = await mailed();
    await world().store.addUser(userRow({ username: 'john.doe', email: 'john@example.com' }));
    const unknown = 'A'.repeat(32);
    for (const [secret, name] of [
      [unknown, 'jane.doe'],
      [notMe, 'john.doe'],
      [notMe, 'nobody'],
      [unknown, 'nobody'],
    ] as const) {
      expect(await report(secret, name)).toEqual({ kind: 'received' });
    }
    expect(await inspect(token)).toEqual({ kind: 'good' });
    expect(await trail()).toEqual([]);
    expect(await report(notMe)).toEqual({ kind: 'received' });
    expect(await trail()).toHaveLength(1);
  });

  it('may write the name as a phone does, with a capital and a blank', async () => {
    const { notMe, token } = await mailed();
    await ask();
    await report(notMe, ' Jane.Doe ');
    expect(await inspect(token)).toEqual({ kind: 'bad-token' });
    expect(await states()).toEqual(['skipped: reported', 'sent']);
  });

  it('is told of a form that no mail of ours had, before anything is looked up', async () => {
    const { notMe, token } = await mailed();
    for (const secret of ['', token, `${notMe} `, `${notMe}x`, '{"$ne":1}']) {
      expect(await report(secret)).toEqual({ kind: 'malformed', what: 'secret' });
    }
    for (const name of ['', ' ', 'x'.repeat(256), 'a\0b', '\ud800']) {
      expect(await report(notMe, name)).toEqual({ kind: 'malformed', what: 'username' });
    }
  });

  it('reaches nobody once the user is gone, also when another has the name', async () => {
    const { notMe } = await mailed();
    await world().store.removeUser(jane());
    await world().store.addUser(userRow());
    const { token } = await mailed();
    await report(notMe);
    expect(await inspect(token)).toEqual({ kind: 'good' });
  });
});
