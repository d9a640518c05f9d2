import { connect } from 'node:net';
import { describe, expect, it, onTestFinished } from 'vitest';
import { ENVELOPE, MESSAGE, smtpDialogue } from '../test/smtp-dialogue.ts';
import { type SmtpServerOptions, startSmtpServer } from './smtp-server.ts';

async function open(options: SmtpServerOptions) {
  const server = await startSmtpServer(options);
  onTestFinished(() => server.stop());
  return server;
}

const send = (port: number): Promise<string[]> => smtpDialogue(port, [...ENVELOPE, MESSAGE]);

describe('startSmtpServer', () => {
  it('captures a mail as its recipient would read it', async () => {
    const { port, mails } = await open({ tls: 'none' });
    await send(port);
    expect(mails).toMatchObject([
      {
        id: 1,
        secure: false,
        envelope: { from: 'rekey@example.org', to: ['jane@example.com'] },
        from: 'rekey@example.org',
        to: ['jane@example.com'],
        toName: 'Jane',
        subject: 'Hello',
        text: '.dot\n',
      },
    ]);
  });

  it('waits for a mail that is yet to come, and finds one that is there', async () => {
    const server = await open({ tls: 'none' });
    const waiting = server.waitForMail(({ subject }) => subject === 'Hello');
    await send(server.port);
    expect(await waiting).toBe(await server.waitForMail());
  });

  it('says what came instead when it waits in vain', async () => {
    const server = await open({ tls: 'none' });
    await expect(server.waitForMail(() => true, 10)).rejects.toThrow('no such mail within 10 ms; none arrived');
    await send(server.port);
    await expect(server.waitForMail(() => false, 10)).rejects.toThrow('#1 to jane@example.com: Hello');
  });

  it('is down when it is stopped and up again on the same port, with the mails it had', async () => {
    const server = await open({ tls: 'none' });
    await send(server.port);
    await server.stop();
    expect(await send(server.port)).toEqual([]);
    await server.restart();
    await send(server.port);
    expect(server.mails.map(({ id }) => id)).toEqual([1, 2]);
  });

  it('offers STARTTLS unless it is told not to know it', async () => {
    for (const [tls, reply] of [
      ['starttls', /^220/],
      ['none', /^50[02]/],
    ] as const) {
      const { port } = await open({ tls });
      expect((await smtpDialogue(port, ['EHLO test', 'STARTTLS'])).at(-1)).toMatch(reply);
    }
  });

  it('lets nobody in without the login it asks for', async () => {
    const { port, mails } = await open({ tls: 'none', auth: { user: 'rekey', pass: 'secret' } });
    expect((await send(port)).slice(2)).toEqual([expect.stringMatching(/^530/), ...Array(3).fill(expect.anything())]);
    const login = (pass: string) => `AUTH PLAIN ${Buffer.from(`\0rekey\0${pass}`).toString('base64')}`;
    expect((await smtpDialogue(port, ['EHLO test', login('wrong')])).at(-1)).toMatch(/^535/);
    expect((await smtpDialogue(port, ['EHLO test', login('secret')])).at(-1)).toMatch(/^235/);
    expect(mails).toEqual([]);
  });

  it('survives a client that resets its connection', async () => {
    const { port, mails } = await open({ tls: 'none' });
    await new Promise<void>((resolve) => {
      const socket = connect(port, '127.0.0.1', () => socket.resetAndDestroy());
      socket.on('close', () => resolve());
    });
    await send(port);
    expect(mails).toHaveLength(1);
  });
});
