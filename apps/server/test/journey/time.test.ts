import { eventually } from '@rekey/laboratory';
import { describe, expect, it, onTestFinished } from 'vitest';
import { ENGINES, NEW_PASSWORD, OLD_PASSWORD, openStage } from './stage.ts';

describe.each(ENGINES)('a link on %s', (engine) => {
  it('expires REKEY_TOKEN_TTL after the hand-over', async () => {
    const stage = await openStage(engine, { REKEY_TOKEN_TTL: '2s' });
    onTestFinished(async () => void (await stage.close()));
    await stage.addUser('jane', '--email', 'jane@example.test');
    await stage.ask('jane');
    const token = await stage.tokenMailedTo('jane@example.test');
    expect((await stage.validate(token)).status).toBe(200);
    await eventually('the token has expired', async () => (await stage.validate(token)).status === 401, 5_000);
    expect((await stage.setPassword(token, NEW_PASSWORD)).status).toBe(401);
    expect(await stage.opens('jane', OLD_PASSWORD)).toBe(true);
  });
});

describe.each(ENGINES)('a relay that is down on %s', (engine) => {
  it('delays the mail and nothing else: the answer is at once, and the link lives its full life', async () => {
    const stage = await openStage(engine, { REKEY_TOKEN_TTL: '4s' });
    onTestFinished(async () => void (await stage.close()));
    await stage.addUser('jane', '--email', 'jane@example.test');
    await stage.relay.stop();
    expect((await stage.ask('jane')).status).toBe(200);
    const waiting = await eventually(
      'the courier has tried',
      async () => {
        const [letter] = await stage.letters('jane');
        return letter?.lastError != null && letter;
      },
      30_000,
    );
    expect(waiting).toMatchObject({ state: 'pending', sentAt: null });

    // Longer than the life of a token: one minted with the request would be dead by now.
    const askedAt = Date.parse(waiting.requestedAt);
    await eventually('the life of a token has passed', () => Date.now() > askedAt + 4_000);
    await stage.relay.restart();
    const token = await stage.tokenMailedTo('jane@example.test');
    expect((await stage.setPassword(token, NEW_PASSWORD)).status).toBe(200);
    await eventually(
      'the letter is sent',
      async () => (await stage.letters('jane')).some(({ kind, state }) => kind === 'reset' && state === 'sent'),
      30_000,
    );
  }, 60_000);
});
