import { METHODS } from 'node:http';
import type { Dice } from './dice.ts';
import { hostileJson } from './hostile-json.ts';
import type { HostileRequest } from './hostile-request.ts';
import { encoded, NAMES, oddText } from './hostile-words.ts';

export const API = '/api/1/services/api/1/user';
export const OPERATOR_TOKEN = 'operator-token-of-the-fuzz';

/** What the grammar may know of the service: tokens that are or were good. */
export interface Known {
  readonly tokens: readonly string[];
}

const GET_ROUTES = ['forgot-password.json', 'validate-token.json', 'get.json'] as const;
const VERBS = [...METHODS.filter((method) => method !== 'CONNECT'), 'GET', 'POST', 'HEAD', 'OPTIONS'];
const PATH_TRICKS: readonly ((path: string) => string)[] = [
  (path) => `${path}/`,
  (path) => path.toUpperCase(),
  (path) => path.replace('/user/', '//user/'),
  (path) => path.replace('/user/', '/./user/'),
  (path) => path.replace('/user/', '/x/../user/'),
  (path) => path.replace('-', '%2D'),
  (path) => `${path};a=1`,
  (path) => `${path}%00`,
  (path) => `${path}#f`,
  (path) => path.slice(1),
  (path) => path.replaceAll('/', '\\'),
  () => '*',
  () => '/',
  () => `/${'a/'.repeat(2_000)}`,
];
const ORIGINS = ['http://evil.example', 'https://u:p@evil.example:1', 'HTTP://[::1]:80', 'ftp://x', 'x-y.z+1://'];
const TYPES = [
  'application/json; charset=utf-8',
  'Application/JSON;charset="UTF-8"',
  'application/json;',
  'application/json; charset=utf-16',
  'text/plain',
  'application/x-www-form-urlencoded',
  'application/json, text/plain',
  'application/json\t; x',
  '',
  'é',
];
const EXTRA_HEADERS: readonly (readonly [string, string])[] = [
  ['Origin', 'https://evil.example'],
  ['Access-Control-Request-Method', 'POST'],
  ['X-Forwarded-Host', 'evil.example'],
  ['Forwarded', 'host=evil.example;for=1.2.3.4'],
  ['X-HTTP-Method-Override', 'DELETE'],
  ['X-Original-URL', '/admin'],
  ['Cookie', 'a=b; =; "'],
  ['Range', 'bytes=0-1'],
  ['If-None-Match', '*'],
  ['If-Modified-Since', 'Thu, 01 Jan 2099 00:00:00 GMT'],
  ['Accept', 'text/html'],
  ['Accept-Encoding', 'gzip;q=nonsense'],
  ['Accept-Charset', 'utf-7'],
  ['Content-Encoding', 'gzip'],
  ['Content-Encoding', 'identity'],
  ['Expect', 'nonsense'],
  ['Expect', '100-continue'],
  ['Upgrade', 'websocket'],
  ['TE', 'trailers'],
  ['Connection', 'close'],
  ['Connection', 'upgrade'],
  ['X', 'x'.repeat(4_000)],
  ['X', '\u00e9\u00ff\t'],
];

/** One request: a good one of some route, and then whatever the dice do to it. */
export function hostileRequest(dice: Dice, known: Known): HostileRequest {
  const request = dice.happens(0.35) ? post(dice, known) : get(dice, known);
  const headers = [['Host', dice.happens(0.1) ? 'evil.example' : 'x'] as const, ...request.headers, ...extras(dice)];
  const method = dice.happens(0.06) ? dice.pick(VERBS) : request.method;
  return { ...request, headers, method, target: troubled(dice, request.target) };
}

function get(dice: Dice, { tokens }: Known): HostileRequest {
  const route = dice.pick(GET_ROUTES);
  const isToken = route === 'validate-token.json';
  const value = dice.happens(0.5) ? dice.pick(isToken ? tokens : NAMES) : oddText(dice);
  const headers = route === 'get.json' && dice.happens(0.8) ? [authorization(dice)] : [];
  return {
    method: 'GET',
    target: `${API}/${route}${query(dice, isToken ? 'token' : 'username', value)}`,
    headers,
    body: null,
  };
}

function authorization(dice: Dice): readonly [string, string] {
  const credentials = dice.happens(0.7)
    ? `Bearer ${OPERATOR_TOKEN}`
    : dice.pick([
        'Bearer',
        'Bearer x',
        `Basic ${OPERATOR_TOKEN}`,
        OPERATOR_TOKEN,
        `Bearer ${OPERATOR_TOKEN}x`,
        '\u00ff',
      ]);
  return ['Authorization', credentials];
}

function post(dice: Dice, { tokens }: Known): HostileRequest {
  const token = dice.happens(0.6) ? dice.pick(tokens) : dice.pick(['A'.repeat(43), oddText(dice), 'x'.repeat(5_000)]);
  const type = dice.happens(0.85) ? 'application/json' : dice.pick(TYPES);
  const headers = dice.happens(0.97) ? [['Content-Type', type] as const] : [];
  return { method: 'POST', target: `${API}/set-password.json`, headers, body: hostileJson(dice, token) };
}

function query(dice: Dice, key: string, value: string): string {
  const pair = `${dice.happens(0.03) ? encoded(dice, key) : key}=${encoded(dice, value)}`;
  if (dice.happens(0.85)) return `?${pair}`;
  return dice.pick([
    '',
    '?',
    `?${key}`,
    `?${pair}&${pair}`,
    `?${key}[]=${value.length}&${pair}`,
    `?${key}%5B0%5D=a`,
    `?${key}.x=a&${pair}`,
    `?${key.toUpperCase()}=a`,
    `?x=1&${pair}&y=%E2%82%AC`,
    `?${pair}&x=%FF`,
    `?${pair};${pair}`,
    `?&&${pair}&=&`,
    `?${pair}#x`,
    `??${pair}`,
  ]);
}

function extras(dice: Dice): (readonly [string, string])[] {
  const from = dice.happens(0.02) ? '203.0.113.1' : `198.${dice.below(256)}.${dice.below(256)}.${dice.below(256)}`;
  const added: (readonly [string, string])[] = [['X-Forwarded-For', dice.happens(0.05) ? oddAddress(dice) : from]];
  while (dice.happens(0.25)) added.push(dice.pick(EXTRA_HEADERS));
  return added;
}

const oddAddress = (dice: Dice) =>
  dice.pick([
    '',
    'unknown',
    '::1, 2001:db8::7',
    'fe80::1%eth0',
    '1.2.3.4:5',
    '::ffff:9.9.9.9',
    '"',
    '1,'.repeat(1_000),
  ]);

function troubled(dice: Dice, target: string): string {
  const [path = '', ...rest] = target.split('?');
  const tail = rest.length === 0 ? '' : `?${rest.join('?')}`;
  const tricked = dice.happens(0.05) ? dice.pick(PATH_TRICKS)(path) : path;
  return `${dice.happens(0.05) ? dice.pick(ORIGINS) : ''}${tricked}${tail}`;
}
