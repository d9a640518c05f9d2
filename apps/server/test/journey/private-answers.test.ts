import { eventually } from '@rekey/laboratory';
import { describe, expect, it, onTestFinished } from 'vitest';
import { ENGINES, GET_JSON, openStage } from './stage.ts';

describe.each(ENGINES)('private answers on %s', (engine) => {
  it('are the same for everybody, and only the operator sees why nobody was mailed', async () => {
    const stage = await openStage(engine, { REKEY_ANSWERS: 'private' });
    onTestFinished(async () => void (await stage.close()));
    await stage.addUser('known', '--email', 'known@example.test');
    await stage.addUser('external', '--email', 'external@example.test', '--external');
    await stage.addUser('silent');
    const skipped = { external: 'externally managed', silent: 'no mailbox', nobody: 'unknown user' };

    for (const name of ['known', ...Object.keys(skipped)]) {
      expect(await stage.ask(name)).toEqual({ status: 200, location: `${GET_JSON}${name}`, body: { message: 'OK' } });
    }
    await stage.tokenMailedTo('known@example.test');
    for (const [name, reason] of Object.entries(skipped)) {
      const letter = await eventually(`the letter for ${name} is settled`, async () => {
        const [first] = await stage.letters(name);
        return first?.state === 'skipped' && first;
      });
      expect(letter.reason).toBe(reason);
    }
    expect(stage.relay.mails).toHaveLength(1);
  });
});
