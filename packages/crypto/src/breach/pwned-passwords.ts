import { createHash } from 'node:crypto';
import { createSemaphore } from '@rekey/concurrency';
import type { BreachedPasswords, BreachVerdict } from '@rekey/domain/ports';
import type { NewPassword } from '@rekey/domain/values';
import { wholeNumber } from '../whole-number.ts';
import { fetchRange } from './fetch-range.ts';
import { timesBreached } from './times-breached.ts';

export interface PwnedPasswordsSettings {
  /** Of the service, without `/range/`: `https://api.pwnedpasswords.com`, or a mirror of your own. No user and password. */
  readonly baseUrl: string;
  /** How long an answer may take, all of it, in milliseconds. Default 2,000. */
  readonly timeoutMs?: number;
  /** Hears why nobody could tell, in words free of secrets. Must not throw. */
  readonly tell?: (reason: string) => void;
}

const DEFAULT_TIMEOUT_MS = 2_000;
const PREFIX_DIGITS = 5;

// Everybody who asks holds a good token. Beyond this the service is slower than they are, and more sockets would not help.
// Two rounds of it at most, so that every caller is answered within twice `timeoutMs`.
const AT_ONCE = 16;
const WAITING = 16;

/**
 * Asks a service with the range API of Pwned Passwords: it is sent five hexadecimal digits of the password's SHA-1 and
 * answers all that begin so, hundreds of them, padded so that not even the size of the answer tells which.
 * Throws a `TypeError` for a URL that nobody can be asked at.
 */
export function pwnedPasswords(settings: PwnedPasswordsSettings): BreachedPasswords {
  const { baseUrl, tell = () => {} } = settings;
  const timeoutMs = wholeNumber('timeoutMs', settings.timeoutMs ?? DEFAULT_TIMEOUT_MS, 1);
  const ranges = rangesOf(baseUrl);
  const semaphore = createSemaphore({ resource: 'the breach service', permits: AT_ONCE, maxWaiting: WAITING });

  const ask = async (password: NewPassword): Promise<BreachVerdict> => {
    const digest = createHash('sha1').update(password, 'utf8').digest('hex').toUpperCase();
    const range = await fetchRange(`${ranges}${digest.slice(0, PREFIX_DIGITS)}`, timeoutMs);
    return timesBreached(range, digest.slice(PREFIX_DIGITS)) > 0 ? 'breached' : 'not found';
  };
  const unavailable = (reason: string): BreachVerdict => {
    tell(reason);
    return 'unavailable';
  };

  return {
    async look(password) {
      try {
        return await semaphore.run(() => ask(password));
      } catch (fault) {
        return unavailable(reasonOf(fault));
      }
    },
  };
}

/** `fetch` would refuse such a URL at each question, and repeat it: user, password and digits, in words that go to a log. */
function rangesOf(baseUrl: string): string {
  const url = URL.canParse(baseUrl) ? new URL(baseUrl) : null;
  const isPlain = url !== null && /^https?:$/.test(url.protocol) && url.username === '' && url.password === '';
  if (!isPlain) throw new TypeError('baseUrl must be an http or https URL without user and password');
  return `${baseUrl.replace(/\/+$/, '')}/range/`;
}

/** `fetch` hides what happened in a cause. The URL is in neither, so no digit of a digest gets into a log. */
function reasonOf(fault: unknown): string {
  if (!(fault instanceof Error)) return String(fault);
  return fault.cause instanceof Error ? `${fault.message}: ${fault.cause.message}` : fault.message;
}
