import {
  contractRunner,
  type MailerUnderTest,
  mailerContract,
  type Opened,
  type RelayBehaviour,
} from '@rekey/contracts';
import { drop, readMessage, type SmtpScript, silence, startScriptedSmtp } from '@rekey/laboratory';
import { describe, it } from 'vitest';
import { parseSender } from './sender.ts';
import { smtpMailer } from './smtp-mailer.ts';

const runContract = contractRunner({ describe, it });

const SCRIPTS: Readonly<Record<Exclude<RelayBehaviour, 'unreachable'>, SmtpScript>> = {
  accept: {},
  'refuse recipient for good': { rcpt: '550 5.1.1 No such user' },
  'refuse recipient for now': { rcpt: '450 4.2.0 Greylisted' },
  'refuse message for good': { dot: '554 5.7.1 Rejected' },
  'refuse message for now': { dot: '451 4.3.0 Try again later' },
  'refuse sender': { mail: '550 5.7.1 Sender rejected' },
  silent: { banner: silence(), ehlo: silence(), mail: silence() },
  'silent at the recipient': { rcpt: silence() },
  'drop in data': { data: drop() },
  'drop after the dot': { dot: drop() },
  'silent after the dot': { dot: silence() },
};

runContract(mailerContract, async (): Promise<Opened<MailerUnderTest>> => {
  const relay = await startScriptedSmtp();
  let up = true;
  const mailer = smtpMailer({
    relay: { host: relay.host, port: relay.port, tls: 'off' },
    from: parseSender('Rekey <no-reply@example.org>'),
  });
  return {
    subject: {
      mailer,
      relay: {
        async next(behaviour) {
          if (behaviour === 'unreachable') {
            await relay.stop();
            up = false;
            return;
          }
          relay.follow(SCRIPTS[behaviour]);
          if (!up) await relay.restart();
          up = true;
        },
      },
      received: () =>
        Promise.all(
          relay.messages
            .filter(({ answer }) => answer.startsWith('2'))
            .map(async ({ to, content }) => ({ recipients: to, ...(await readMessage(content)) })),
        ),
    },
    async close() {
      await mailer.close();
      if (up) await relay.stop();
    },
  };
});
