import { type Group, hostname, optional, parsedBy, requiredWith, wholeNumber, withDefault } from './setting.ts';

const PORT = 'REKEY_ADMIN_PORT';
/** A token that can be guessed at the pace of the network should not be worth guessing. */
const SHORTEST = 20;

/** Where operators and platforms ask; nowhere without a port. */
export const adminSettings = {
  port: optional<number>({
    name: PORT,
    wants: 'a port from 0 to 65535 (0: any that is free)',
    schema: wholeNumber(0, 65_535),
  }),
  host: withDefault<string>(
    { name: 'REKEY_ADMIN_HOST', wants: 'an address or a host name to listen on', schema: hostname() },
    '127.0.0.1',
  ),
  userHeader: optional<string>({
    name: 'REKEY_ADMIN_TRUSTED_USER_HEADER',
    wants: 'the name of a header such as X-Forwarded-User',
    schema: parsedBy(
      (raw) => (/^[A-Za-z][A-Za-z0-9-]{0,63}$/.test(raw) ? raw : undefined),
      () => 'it has more than letters, digits and -',
    ),
  }),
  token: requiredWith<string>(PORT, {
    name: 'REKEY_ADMIN_TOKEN',
    wants: `a bearer token of ${SHORTEST} or more printing ASCII characters without blanks, for example from openssl rand -hex 32`,
    schema: parsedBy(
      (raw) => (/^[\x21-\x7e]{20,512}$/.test(raw) ? raw : undefined),
      (raw) => {
        if (/[^\x21-\x7e]/.test(raw)) return 'it has a blank or a character outside ASCII';
        return raw.length < SHORTEST ? 'it is shorter' : 'it has over 512 characters';
      },
    ),
  }),
} as const satisfies Group;
