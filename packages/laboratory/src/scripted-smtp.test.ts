import { describe, expect, it, onTestFinished } from 'vitest';
import { ENVELOPE, MESSAGE, smtpDialogue } from '../test/smtp-dialogue.ts';
import { readMessage } from './captured-mail.ts';
import { startScriptedSmtp } from './scripted-smtp.ts';
import { after, both, drip, drop, forRecipient, inTurn, reset } from './smtp-acts.ts';
import type { SmtpScript } from './smtp-script.ts';

async function open(script: SmtpScript = {}) {
  const relay = await startScriptedSmtp(script);
  onTestFinished(() => relay.stop());
  const send = (): Promise<string[]> => smtpDialogue(relay.port, [...ENVELOPE, MESSAGE, 'QUIT']);
  return { relay, send, codes: async () => (await send()).map((reply) => reply.slice(0, 3)) };
}

describe('startScriptedSmtp', () => {
  it('takes a mail where its script says nothing else', async () => {
    const { relay, codes } = await open();
    expect(await codes()).toEqual(['220', '250', '250', '250', '354', '250', '221']);
    expect(relay.commands).toEqual([...ENVELOPE, 'QUIT']);
    expect(relay.messages).toMatchObject([
      { from: 'rekey@example.org', to: ['jane@example.com'], answer: '250 2.0.0 Queued' },
    ]);
    expect((await readMessage(relay.messages[0]?.content ?? '')).text).toBe('.dot\n');
  });

  it.each([
    ['a reply', { rcpt: '550 5.1.1 No' }, ['220', '250', '250', '550', '354', '250', '221']],
    ['a drop', { mail: drop() }, ['220', '250']],
    ['a reset', { data: reset() }, ['220', '250', '250', '250']],
    ['a drop in the middle of the content', { inside: drop() }, ['220', '250', '250', '250', '354']],
    ['a slow reply', { dot: after(5, '451 4.3.0 No') }, ['220', '250', '250', '250', '354', '451', '221']],
    ['a dripping reply', { dot: drip('250 OK', 1) }, ['220', '250', '250', '250', '354', '250', '221']],
    [
      'an act for a recipient',
      { rcpt: forRecipient(/^jane@/, '450 No', '250 OK') },
      ['220', '250', '250', '450', '354', '250', '221'],
    ],
    [
      'none for another',
      { rcpt: forRecipient(/^john@/, '450 No', '250 OK') },
      ['220', '250', '250', '250', '354', '250', '221'],
    ],
    ['two acts at one step', { dot: both('250 OK', drop()) }, ['220', '250', '250', '250', '354', '250']],
  ] as [string, SmtpScript, string[]][])('plays %s', async (_what, script, codes) => {
    const opened = await open(script);
    expect(await opened.codes()).toEqual(codes);
  });

  it('plays one act after the other where it is told to, and stays with the last', async () => {
    const { relay, codes } = await open({ dot: inTurn('451 4.3.0 No', '250 OK') });
    const answers = [await codes(), await codes(), await codes()].map((each) => each[5]);
    expect(answers).toEqual(['451', '250', '250']);
    expect(relay.messages.map(({ answer }) => answer)).toEqual(['451 4.3.0 No', '250 OK', '250 OK']);
  });

  it('follows another script from the next step on', async () => {
    const { relay, codes } = await open();
    relay.follow({ banner: '554 Closed' });
    expect((await codes())[0]).toBe('554');
  });

  it('keeps refused recipients out of the envelope', async () => {
    const { relay, codes } = await open({ rcpt: '550 5.1.1 No' });
    await codes();
    expect(relay.messages).toMatchObject([{ to: [] }]);
  });

  it('can be away for a while', async () => {
    const { relay, codes } = await open();
    await relay.stop();
    expect(await codes()).toEqual([]);
    await relay.restart();
    expect((await codes()).at(-1)).toBe('221');
    expect(relay.connections).toBe(1);
  });
});
