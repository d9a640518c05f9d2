import { API, OPERATOR_TOKEN } from './hostile-grammar.ts';
import type { Reply } from './lane.ts';

export const PUBLIC_URL = 'https://id.example.test/studio';

const MESSAGES: Readonly<Record<number, readonly string[]>> = {
  200: ['OK'],
  400: ['Invalid parameter(s)'],
  401: ['Unauthorized'],
  403: ['Externally managed user'],
  404: ['User not found', 'Not found'],
  405: ['Method not allowed'],
  429: ['Too many requests'],
  503: ['Service unavailable'],
};
const ALWAYS: Readonly<Record<string, RegExp>> = {
  'content-type': /^application\/json; charset=utf-8$/,
  'cache-control': /^no-store$/,
  'x-content-type-options': /^nosniff$/,
  'content-length': /^\d+$/,
  date: /./,
  connection: /^(close|keep-alive)$/,
};
const LOCATION = new RegExp(`^${PUBLIC_URL}${API}/get\\.json\\?username=[!-~]+$`);
const SOMETIMES: Readonly<Record<string, { readonly at: readonly number[]; readonly value: RegExp }>> = {
  'keep-alive': { at: [200, 400, 401, 403, 404, 405, 429, 503], value: /^timeout=\d+$/ },
  location: { at: [200], value: LOCATION },
  allow: { at: [405], value: /^(GET|POST)$/ },
  'retry-after': { at: [429, 503], value: /^[1-9]\d*$/ },
  'www-authenticate': { at: [401], value: /^Bearer$/ },
};
const USER = ['username', 'first_name', 'last_name', 'email', 'externally_managed'].join();

/** Every way in which an answer, taken by itself, is not one of the contract's. */
export function contractFaults(reply: Reply, isHead: boolean): readonly string[] {
  const faults = [...headerFaults(reply), ...(isHead ? [] : bodyFaults(reply))];
  if (isHead && reply.body !== '') faults.push('HEAD has a body');
  if (JSON.stringify(reply).includes(OPERATOR_TOKEN)) faults.push('shows the operator’s token');
  return faults;
}

function headerFaults({ status, headers }: Reply): string[] {
  const names = headers.map(([name]) => name);
  const faults = names.filter((name, n) => names.indexOf(name) !== n).map((name) => `${name} twice`);
  const values = new Map(headers);
  for (const [name, form] of Object.entries(ALWAYS)) {
    if (!form.test(values.get(name) ?? '')) faults.push(`${name}: ${values.get(name)}`);
  }
  for (const [name, value] of headers) {
    if (name in ALWAYS) continue;
    const rule = SOMETIMES[name];
    if (!rule?.at.includes(status) || !rule.value.test(value)) faults.push(`${name}: ${value} with ${status}`);
  }
  if (status === 405 && !values.has('allow')) faults.push('405 without Allow');
  if ((status === 429 || status === 503) && !values.has('retry-after')) faults.push(`${status} without Retry-After`);
  return faults;
}

function bodyFaults({ status, headers, body }: Reply): string[] {
  const faults: string[] = [];
  if (Buffer.byteLength(body, 'latin1') !== Number(new Map(headers).get('content-length')))
    faults.push('a wrong length');
  const { message, reasons, ...others } = JSON.parse(Buffer.from(body, 'latin1').toString('utf8'));
  if (status === 200 && message === undefined && Object.keys(others).join() === USER) return faults;
  if (!MESSAGES[status]?.includes(message)) faults.push(`message ${message} with ${status}`);
  if (Object.keys(others).length > 0) faults.push(`members ${Object.keys(others)}`);
  if (reasons !== undefined && (status !== 400 || !Array.isArray(reasons))) faults.push(`reasons with ${status}`);
  return faults;
}
