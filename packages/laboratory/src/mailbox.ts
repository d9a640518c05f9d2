import type { CapturedMail } from './captured-mail.ts';

/** The mails a test server has taken, and a way to wait for one without sleeping. */
export interface Mailbox {
  readonly mails: readonly CapturedMail[];
  add(mail: CapturedMail): void;
  /** The first mail, already here or yet to come, that fits; an error that lists what came instead after `ms`. */
  waitForMail(fits?: (mail: CapturedMail) => boolean, ms?: number): Promise<CapturedMail>;
}

interface Waiting {
  fits(mail: CapturedMail): boolean;
  found(mail: CapturedMail): void;
}

export function createMailbox(): Mailbox {
  const mails: CapturedMail[] = [];
  const waiting = new Set<Waiting>();
  return {
    mails,
    add(mail) {
      mails.push(mail);
      for (const each of waiting) if (each.fits(mail)) each.found(mail);
    },
    // A courier that starts beside other tests takes seconds to its first mail.
    waitForMail(fits = () => true, ms = 20_000) {
      const here = mails.find(fits);
      if (here) return Promise.resolve(here);
      return new Promise((resolve, reject) => {
        const timer = setTimeout(() => {
          waiting.delete(one);
          reject(new Error(`no such mail within ${ms} ms; ${summary(mails)}`));
        }, ms);
        const one: Waiting = {
          fits,
          found(mail) {
            clearTimeout(timer);
            waiting.delete(one);
            resolve(mail);
          },
        };
        waiting.add(one);
      });
    },
  };
}

// A test that waits in vain needs the latest few, not the whole run.
const LISTED = 10;

function summary(mails: readonly CapturedMail[]): string {
  if (mails.length === 0) return 'none arrived';
  const latest = mails
    .slice(-LISTED)
    .map(({ id, envelope, subject }) => `#${id} to ${envelope.to}: ${subject.slice(0, 60)}`);
  return `${mails.length} arrived, last ${latest.join(' | ')}`;
}
