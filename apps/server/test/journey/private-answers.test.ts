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
  it('explain themselves, where the operator wants it, to those who can get no link and to nobody else', async () => {
    const elsewhere = 'https://directory.example.test/password';
    const settings = { REKEY_ANSWERS: 'private', REKEY_EXPLAIN: 'on', REKEY_EXTERNAL_URL: elsewhere };
    const stage = await openStage(engine, settings);
    onTestFinished(async () => void (await stage.close()));
    await stage.addUser('external', '--email', 'external@example.test', '--external');
    await stage.addUser('disabled', '--email', 'disabled@example.test');
    expect((await stage.rekey(['user', 'set', '--username', 'disabled', '--disable'])).code).toBe(0);
    for (const name of ['external', 'disabled', 'nobody']) expect((await stage.ask(name)).status).toBe(200);

    const mailTo = (address: string) => stage.relay.waitForMail(({ envelope }) => envelope.to.includes(address));
    const mails = [await mailTo('external@example.test'), await mailTo('disabled@example.test')];
    expect(mails[0]?.text).toContain(elsewhere);
    expect(mails[1]?.text).toContain('disabled');
    for (const { text } of mails) expect(text).not.toMatch(/#[\w-]{32}/);
    await eventually(
      'the letter for nobody is settled',
      async () => (await stage.letters('nobody'))[0]?.state === 'skipped',
    );
    expect(stage.relay.mails).toHaveLength(2);
  });
});
