import type { Mailer } from '@rekey/domain/ports';
import type { EmailAddress } from '@rekey/domain/values';
import { mailerContract } from '../mailer.contract.ts';
import type { MailerUnderTest } from '../mailer-under-test.ts';
import type { BrokenAdapter } from './broken-adapter.ts';

interface Fault {
  readonly name: string;
  readonly sentence: string;
  alter(mailer: Mailer): Mailer;
}

/** What a transliteration makes of an address: somebody else's. */
const plainLetters = (text: string) => text.normalize('NFD').replace(/\p{M}/gu, '');

const faults: readonly Fault[] = [
  {
    name: 'a mailer that spells domains in plain letters',
    sentence: 'reaches a domain in the letters of any script, as it is written or in A-labels',
    alter: (mailer) => ({
      deliver(mail, deadlineMs) {
        const [local, domain = ''] = mail.to.address.split('@');
        const address = `${local}@${plainLetters(domain)}` as EmailAddress;
        return mailer.deliver({ ...mail, to: { ...mail.to, address } }, deadlineMs);
      },
    }),
  },
  {
    name: 'a mailer that spells people in plain letters',
    sentence: 'leaves letters outside ASCII before the @ as they are, or refuses them for good',
    alter: (mailer) => ({
      deliver(mail, deadlineMs) {
        const address = plainLetters(mail.to.address) as EmailAddress;
        return mailer.deliver({ ...mail, to: { ...mail.to, address } }, deadlineMs);
      },
    }),
  },
  {
    name: 'a mailer that hopes for the best',
    sentence: 'says refused-for-good when the relay refuses the complete mail for good',
    alter: (mailer) => ({
      deliver: async (mail, deadlineMs) => ({ ...(await mailer.deliver(mail, deadlineMs)), kind: 'accepted' }),
    }),
  },
  {
    name: 'a mailer that tries again by itself',
    sentence: 'says accepted when the relay took the mail, and hands it over as it was written',
    alter: (mailer) => ({
      deliver: async (mail, deadlineMs) => {
        await mailer.deliver(mail, deadlineMs);
        return mailer.deliver(mail, deadlineMs);
      },
    }),
  },
  {
    name: 'a mailer that takes silence for a failure',
    sentence: 'says unknown when the reply to the complete mail never comes',
    alter: (mailer) => ({
      deliver: async (mail, deadlineMs) => {
        const delivery = await mailer.deliver(mail, deadlineMs);
        return delivery.kind === 'unknown' ? { ...delivery, kind: 'try-later' } : delivery;
      },
    }),
  },
  {
    name: 'a mailer that throws what the network does',
    sentence: 'says channel-down when nobody answers at the relay',
    alter: (mailer) => ({
      deliver: async (mail, deadlineMs) => {
        const delivery = await mailer.deliver(mail, deadlineMs);
        if (delivery.kind === 'channel-down') throw new Error('ECONNREFUSED');
        return delivery;
      },
    }),
  },
  {
    name: 'a mailer with a deadline of its own',
    sentence: 'says unknown when the reply to the complete mail never comes',
    alter: (mailer) => ({ deliver: (mail, deadlineMs) => mailer.deliver(mail, deadlineMs + 1_500) }),
  },
  {
    name: 'a mailer that reads addresses out of names',
    sentence: 'sends to exactly the address of the mail, whatever name and subject contain',
    alter: (mailer) => ({
      deliver: async (mail, deadlineMs) => {
        for (const address of mail.to.name.match(/[\w.]+@[\w.]+/g) ?? []) {
          await mailer.deliver({ ...mail, to: { name: '', address: address as EmailAddress } }, deadlineMs);
        }
        return mailer.deliver(mail, deadlineMs);
      },
    }),
  },
  {
    name: 'a mailer that says too early that the relay was asked',
    sentence: 'says when the relay is asked to take the mail, and not where it never is',
    alter: (mailer) => ({
      deliver(mail, deadlineMs, watch) {
        watch?.talking();
        return mailer.deliver(mail, deadlineMs, watch && { ...watch, talking: () => {} });
      },
    }),
  },
  {
    name: 'a mailer that calls every mail complete',
    sentence: 'says when a mail is complete, and not while something of it is missing',
    alter: (mailer) => ({
      deliver(mail, deadlineMs, watch) {
        watch?.complete();
        return mailer.deliver(mail, deadlineMs, watch && { ...watch, complete: () => {} });
      },
    }),
  },
  {
    name: 'a mailer that never lets go',
    sentence: 'breaks a mail off at once when told before it is complete, and delivers the next',
    alter: (mailer) => ({
      deliver: (mail, deadlineMs, watch) =>
        mailer.deliver(mail, deadlineMs, watch && { ...watch, breakOff: new Promise(() => {}) }),
    }),
  },
  {
    name: 'a mailer that takes a mail back which is out',
    sentence: 'does not break off a mail that is complete: it may have arrived',
    alter: (mailer) => ({
      async deliver(mail, deadlineMs, watch) {
        let told = false;
        void watch?.breakOff.then(() => {
          told = true;
        });
        const delivery = await mailer.deliver(mail, deadlineMs, watch);
        return told ? { kind: 'try-later', reason: 'broken off' } : delivery;
      },
    }),
  },
];

export const brokenMailers: readonly BrokenAdapter<MailerUnderTest>[] = faults.map(({ name, sentence, alter }) => ({
  name,
  contract: mailerContract,
  sentence,
  breakIt: (under) => ({ ...under, mailer: alter(under.mailer) }),
}));
