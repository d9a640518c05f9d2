import type { Answers } from '@rekey/domain';
import { durationFault, parseRate, parseTimeout, type Rate, rateFault } from './durations.ts';
import { type Group, hostname, oneOf, optional, parsedBy, wholeNumber, withDefault } from './setting.ts';
import { basePathFault, cidrsFault, originsFault, parseBasePath, parseCidrs, parseOrigins } from './web-addresses.ts';

const TIMEOUT = 'a duration from 1s to 5m, such as 10s';
const SECOND_MS = 1_000;
const MINUTE_MS = 60 * SECOND_MS;

/** Where and how the server listens, what it answers, and how long it waits for strangers. */
export const webSettings = {
  host: withDefault<string>(
    {
      name: 'REKEY_HOST',
      wants: 'an address or a host name to listen on',
      schema: hostname(),
    },
    '127.0.0.1',
  ),
  port: withDefault<number>(
    { name: 'REKEY_PORT', wants: 'a port from 0 to 65535 (0: any that is free)', schema: wholeNumber(0, 65_535) },
    3000,
  ),
  basePath: withDefault<string>(
    { name: 'REKEY_BASE_PATH', wants: 'a path such as /studio', schema: parsedBy(parseBasePath, basePathFault) },
    '',
  ),
  answers: withDefault<Answers>(
    { name: 'REKEY_ANSWERS', wants: 'documented or private', schema: oneOf('documented', 'private') },
    'documented',
  ),
  crafterApi2: withDefault<'on' | 'off'>(
    { name: 'REKEY_CRAFTER_API2', wants: 'on or off', schema: oneOf('on', 'off') },
    'off',
  ),
  operatorToken: optional<string>({
    name: 'REKEY_OPERATOR_TOKEN',
    wants: 'a bearer token of printing ASCII characters without blanks',
    schema: parsedBy(
      (raw) => (/^[\x21-\x7e]{1,512}$/.test(raw) ? raw : undefined),
      (raw) => (raw.length > 512 ? 'it has over 512 characters' : 'it has a blank or a character outside ASCII'),
    ),
  }),
  limitPerAddress: withDefault<Rate | null>(
    {
      name: 'REKEY_LIMIT_PER_ADDRESS',
      wants: '<n>/<duration> such as 100/1m, or off',
      schema: parsedBy(parseRate, rateFault),
    },
    { count: 100, windowMs: MINUTE_MS },
  ),
  trustedProxies: withDefault<readonly string[]>(
    {
      name: 'REKEY_TRUSTED_PROXIES',
      wants: 'addresses or CIDRs with commas between, such as 10.0.0.0/8,::1',
      schema: parsedBy(parseCidrs, cidrsFault),
    },
    [],
  ),
  corsOrigins: withDefault<readonly string[]>(
    {
      name: 'REKEY_CORS_ORIGINS',
      wants:
        'origins with commas between, such as https://app.example.com: scheme, host and port, no path (http only for a loopback, .localhost or .test host)',
      schema: parsedBy(parseOrigins, originsFault),
    },
    [],
  ),
  maxConnections: withDefault<number>(
    { name: 'REKEY_MAX_CONNECTIONS', wants: 'a number from 1 to 1000000', schema: wholeNumber(1, 1_000_000) },
    10_000,
  ),
  headersTimeoutMs: withDefault<number>(
    { name: 'REKEY_HEADERS_TIMEOUT', wants: TIMEOUT, schema: parsedBy(parseTimeout, durationFault) },
    5 * SECOND_MS,
  ),
  bodyTimeoutMs: withDefault<number>(
    { name: 'REKEY_BODY_TIMEOUT', wants: TIMEOUT, schema: parsedBy(parseTimeout, durationFault) },
    5 * SECOND_MS,
  ),
  answerTimeoutMs: withDefault<number>(
    { name: 'REKEY_ANSWER_TIMEOUT', wants: TIMEOUT, schema: parsedBy(parseTimeout, durationFault) },
    10 * SECOND_MS,
  ),
  idleTimeoutMs: withDefault<number>(
    { name: 'REKEY_IDLE_TIMEOUT', wants: TIMEOUT, schema: parsedBy(parseTimeout, durationFault) },
    10 * SECOND_MS,
  ),
  maxHeaderBytes: withDefault<number>(
    { name: 'REKEY_MAX_HEADER_BYTES', wants: 'a number from 2048 to 65536', schema: wholeNumber(2_048, 65_536) },
    16_384,
  ),
} as const satisfies Group;
