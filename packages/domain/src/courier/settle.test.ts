import { beforeEach, describe, expect, it } from 'vitest';
import { janesWorld } from '../../test/jane.ts';
import { userRow } from '../../test/rows.ts';
import { HERE, NEW_PASSWORD, type World } from '../../test/world.ts';
import { createRetryLetter } from '../operator/retry-letter.ts';
import type { LetterId } from '../values/letter.ts';

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;

const { begin, world, ask, liveTokens, states } = janesWorld({ answers: 'private' });
beforeEach(() => begin());

describe('a hand-over that fails', () => {
  const failed = async (behaviour: Parameters<World['mailer']['next']>[0]) => {
    await ask();
    world().mailer.next(behaviour);
    const cycle = await world().deliver();
    world().mailer.next('accepted');
    return cycle;
  };

  it('leaves a dead letter with the relay’s words and no live token, where it is for good', async () => {
    await failed('refused-for-good');
    const [letter] = await world().allLetters();
    expect(letter?.state).toBe('dead');
    expect(letter?.reason).toMatch(/^refused by the relay: /);
    expect(await liveTokens()).toBe(0);
  });

  it('is tried again after a while, with a fresh token, where it is for now', async () => {
    await failed('try-later');
    expect(await liveTokens()).toBe(0);
    expect(await world().deliver()).toMatchObject({ claimed: 0 });
    world().pass(6_000);
    await world().deliver();
    expect(world().mails()).toHaveLength(1);
    expect((await world().allLetters())[0]).toMatchObject({ state: 'sent', attempts: 2 });
  });

  it('keeps the token where the mail may have arrived, under the same Message-ID', async () => {
    await failed('unknown');
    expect(await liveTokens()).toBe(1);
    const doubted = world().events.at(-1);
    expect(doubted).toMatchObject({ kind: 'postponed', doubt: true });
    world().pass(6_000);
    await world().deliver();
    expect(await liveTokens()).toBe(2);
    const ids = new Set(
      world()
        .mails()
        .map(({ messageId }) => messageId),
    );
    expect([world().mails().length, ids.size]).toEqual([2, 1]);
  });

  it('buries a letter after three doubts', async () => {
    await ask();
    world().mailer.next('unknown');
    for (let n = 0; n < 4; n += 1) {
      await world().deliver();
      world().pass(20 * MINUTE);
    }
    const [letter] = await world().allLetters();
    expect(letter).toMatchObject({ state: 'dead', attempts: 3 });
    expect(letter?.reason).toMatch(/^may have arrived/);
  });

  it('pauses the channel where the relay cannot be used, and gives letters back unharmed', async () => {
    await begin({ rules: { concurrency: 1 } });
    for (const username of ['a', 'b', 'c']) {
      await world().store.addUser(userRow({ username }));
      await ask(username);
    }
    const { channelDown } = await failed('channel-down');
    expect(channelDown).not.toBeNull();
    expect(world().events.map(({ kind }) => kind)).toEqual([
      ...['claimed', 'claimed', 'claimed', 'claimed'],
      ...['postponed', 'released', 'released', 'released'],
    ]);
    expect((await world().allLetters()).map(({ attempts }) => attempts)).toEqual([0, 0, 0, 0]);
    world().pass(6_000);
    await world().deliver();
    expect(world().mails()).toHaveLength(1);
    await world().deliver();
    expect(world().mails()).toHaveLength(4);
  });

  it('never counts against the user’s limit when it certainly failed', async () => {
    await begin({ rules: { limitPerUser: { mails: 1, windowMs: 24 * HOUR } } });
    await failed('try-later');
    world().pass(6_000);
    await world().deliver();
    expect(await states()).toEqual(['sent']);
  });

  it('is tried again within the limit where it may have arrived: a letter never counts against itself', async () => {
    await begin({ rules: { limitPerUser: { mails: 1, windowMs: 24 * HOUR } } });
    await failed('unknown');
    world().pass(6_000);
    await world().deliver();
    expect(await states()).toEqual(['sent']);
    expect(world().mails()).toHaveLength(2);
  });

  it('is buried when it grows too old, and the operator can revive it', async () => {
    await failed('try-later');
    world().pass(4 * HOUR + 1);
    await world().deliver();
    expect(await states()).toEqual(['dead: too old to be sent']);
    expect(world().events.at(-1)).toMatchObject({ kind: 'dead', reason: 'too old to be sent' });
    const [letter] = await world().allLetters();
    const retryLetter = createRetryLetter(world().store);
    expect(await retryLetter(letter?.id ?? ('' as LetterId))).toBe('due');
    const { event } = (await world().store.readAudit()).at(-1) ?? {};
    expect(event).toMatchObject({ kind: 'letter-retried', letterId: letter?.id, username: 'jane.doe', reason: null });
    expect(await retryLetter(letter?.id ?? ('' as LetterId))).toBe('not-dead');
    await world().deliver();
    expect(await states()).toEqual(['sent']);
  });
});

describe('a courier that stalls past its lease', () => {
  it('can neither mint nor settle, and its withdrawal still holds', async () => {
    await ask();
    world().atNextHandOver(async () => {
      world().pass(2 * MINUTE);
      await world().openCourier().deliver();
      world().mailer.next('try-later');
    });
    await world().deliver();
    expect(world().events.map(({ kind }) => kind)).toEqual(['claimed', 'claimed', 'sent', 'lost']);
    expect(await states()).toEqual(['sent']);
    // Of the two tokens, the one whose mail certainly failed is dead.
    expect(await liveTokens()).toBe(1);
  });
});

describe('a token that was used', () => {
  it('proves its letter delivered: no further mail goes out for it', async () => {
    await ask();
    world().mailer.next('unknown');
    await world().deliver();
    const token = world().tokens()[0] ?? '';
    expect(await world().setPassword({ token, newPassword: NEW_PASSWORD, address: HERE })).toMatchObject({
      kind: 'changed',
    });
    world().mailer.next('accepted');
    world().pass(HOUR);
    await world().deliver();
    expect(
      world()
        .mails()
        .map(({ subject }) => subject),
    ).toEqual(['Reset your password', 'Your password was changed']);
    expect((await world().allLetters()).map(({ kind, state }) => [kind, state])).toEqual([
      ['notice', 'sent'],
      ['reset', 'sent'],
    ]);
  });
});
