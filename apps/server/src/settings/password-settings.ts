import type { Pepper } from '@rekey/crypto';
import type { PasswordNormalization } from '@rekey/domain/values';
import { durationFault, parseBreachTimeout } from './durations.ts';
import { peppersFault, readPeppers } from './files.ts';
import { type Group, oneOf, optional, parsedBy, wholeNumber, withDefault } from './setting.ts';
import { parsePublicUrl, publicUrlFault } from './web-addresses.ts';

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
    schema: parsedBy(parsePublicUrl, publicUrlFault),
  }),
  breachTimeoutMs: withDefault<number>(
    {
      name: 'REKEY_BREACH_TIMEOUT',
      wants: 'a duration from 1s to 5s',
      schema: parsedBy(parseBreachTimeout, durationFault),
    },
    2_000,
  ),
  peppers: withDefault<readonly Pepper[]>(
    {
      name: 'REKEY_PEPPERS',
      wants: 'the path of a file with one pepper a line, newest first: an id, a blank, base64 of 32 bytes or more',
      schema: parsedBy(readPeppers, peppersFault),
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
