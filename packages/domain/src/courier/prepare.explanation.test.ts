import { beforeEach, describe, expect, it } from 'vitest';
import { janesWorld } from '../../test/jane.ts';

const { begin, world, jane, ask, states, inspect, liveTokens } = janesWorld({
  answers: 'private',
  rules: { explain: true },
});

beforeEach(() => begin());

describe('an explanation', () => {
  it.each([
    [{ enabled: false }, 'disabled'],
    [{ externallyManaged: true }, 'managed elsewhere'],
  ])('goes to whoever cannot get a link (%j), in their language, and carries none', async (change, words) => {
    await world().store.changeUser(jane(), change);
    await ask();
    await world().deliver();
    const [mail] = world().mails();
    expect(mail?.subject).toBe('Your request for a new password');
    expect(mail?.to.address).toBe('jane.doe@example.com');
    expect(mail?.text).toContain(words);
    expect(`${mail?.text}${mail?.html}`).not.toMatch(/#[\w-]{32}/);
    expect(await states()).toEqual(['sent']);
    expect(await liveTokens()).toBe(0);
  });

  it('counts as a mail of that user', async () => {
    await world().store.changeUser(jane(), { enabled: false });
    for (const _ of [1, 2, 3, 4]) {
      await ask();
      await world().deliver();
    }
    expect(world().mails()).toHaveLength(3);
    expect((await states()).filter((state) => state === 'skipped: limit')).toHaveLength(1);
  });

  it('is not sent unless the operator wants it, nor where no mail can go', async () => {
    await world().store.changeUser(jane(), { enabled: false, email: null });
    await ask();
    await world().deliver();
    await begin({ rules: { explain: false } });
    await world().store.changeUser(jane(), { enabled: false });
    await ask();
    await world().deliver();
    expect(world().mails()).toEqual([]);
    expect(await inspect('A'.repeat(43))).toEqual({ kind: 'bad-token' });
  });
});
