import type { Pepper } from '@rekey/crypto';
import type { PasswordNormalization } from '@rekey/domain';
import { parseDuration } from './duration.ts';
import { readPeppers } from './peppers.ts';
import { parsePublicUrl } from './public-url.ts';
import { type Group, oneOf, optional, parsedBy, wholeNumber, withDefault } from './setting.ts';

/** The settings of what a password must be and of how it is kept. */
export const passwordSettings = {
  minimum: withDefault<number>(
    { name: 'REKEY_PASSWORD_MIN', wants: 'a number of characters from 8 to 256', schema: wholeNumber(8, 256) },
    15,
  ),
  normalization: optional<PasswordNormalization>({
    name: 'REKEY_PASSWORD_NORMALIZE',
    wants: 'nfc or none',
    schema: oneOf('nfc', 'none'),
  }),
  breachUrl: optional<string>({
    name: 'REKEY_BREACH_URL',
    wants: 'the https URL of a range API such as https://api.pwnedpasswords.com (http only for a loopback host)',
    schema: parsedBy(parsePublicUrl),
  }),
  breachTimeoutMs: withDefault<number>(
    { name: 'REKEY_BREACH_TIMEOUT', wants: 'a duration from 1s to 5s', schema: parsedBy(parseBreachTimeout) },
    2_000,
  ),
  peppers: withDefault<readonly Pepper[]>(
    {
      name: 'REKEY_PEPPERS',
      wants: 'the path of a file with one pepper a line, newest first: an id, a blank, base64 of 32 bytes or more',
      schema: parsedBy(readPeppers),
    },
    [],
  ),
  hashConcurrency: optional<number>({
    name: 'REKEY_HASH_CONCURRENCY',
    wants: 'a number from 1 to 64',
    schema: wholeNumber(1, 64),
  }),
  hashQueue: optional<number>({
    name: 'REKEY_HASH_QUEUE',
    wants: 'a number from 0 to 10000',
    schema: wholeNumber(0, 10_000),
  }),
} as const satisfies Group;

// Whoever waits longest waits twice as long, then for a hash and a transaction, and all of it within a request's 15 s.
const LONGEST_BREACH_TIMEOUT_MS = 5_000;

function parseBreachTimeout(raw: string): number | undefined {
  const ms = parseDuration(raw);
  return ms !== undefined && ms <= LONGEST_BREACH_TIMEOUT_MS ? ms : undefined;
}
