import { isUtf8 } from 'node:buffer';
import { METHODS } from 'node:http';
import { API, OPERATOR_TOKEN } from './hostile-grammar.ts';
import { type HostileRequest, headerOf } from './hostile-request.ts';

/** What the contract allows as an answer. `closed`: Node's parser may refuse it with a bare status line. */
export interface Allowed {
  readonly statuses: readonly number[];
  readonly closed: boolean;
}

const AFTER_SHAPE = [429, 503];
const VERB: Readonly<Record<string, string>> = {
  [`${API}/forgot-password.json`]: 'GET',
  [`${API}/set-password.json`]: 'POST',
  [`${API}/validate-token.json`]: 'GET',
  [`${API}/get.json`]: 'GET',
};

/** The contract once more, written from its text and not from our code. */
export function allowedBy(request: HostileRequest, answers: 'documented' | 'private'): Allowed {
  if (!METHODS.includes(request.method) || /[^\x21-\x7e]/.test(request.target))
    return { statuses: byRoute(request, answers), closed: true };
  const oddForm = !request.target.startsWith('/') && request.target !== '*';
  return { statuses: byRoute(request, answers), closed: oddForm };
}

function byRoute(request: HostileRequest, answers: 'documented' | 'private'): readonly number[] {
  const path = pathOf(request.target);
  const verb = Object.hasOwn(VERB, path) ? VERB[path] : undefined;
  if (verb === undefined) return [404];
  if (request.method !== verb) return [405];
  if (path.endsWith('/set-password.json')) return setPassword(request);
  if (path.endsWith('/get.json')) return getUser(request);
  const value = parameter(request.target, path.endsWith('/forgot-password.json') ? 'username' : 'token');
  if (path.endsWith('/validate-token.json')) return value ? [200, 401, 403, 404, ...AFTER_SHAPE] : [400];
  if (!isName(value)) return [400];
  return answers === 'private' ? [200, ...AFTER_SHAPE] : [200, 403, 404, ...AFTER_SHAPE];
}

/** The absolute form names a host that nobody asked for. */
function pathOf(target: string): string {
  const [beforeQuery = ''] = target.split('?');
  const scheme = beforeQuery.match(/^[a-z][a-z0-9+.-]*:\/\//i)?.[0];
  if (scheme === undefined) return beforeQuery;
  const rest = beforeQuery.slice(scheme.length);
  const slash = rest.search(/[/#]/);
  return slash === -1 ? '' : rest.slice(slash);
}

function getUser(request: HostileRequest): readonly number[] {
  if (headerOf(request, 'authorization') !== `Bearer ${OPERATOR_TOKEN}`) return [401];
  return isName(parameter(request.target, 'username')) ? [200, 404] : [400];
}

function isName(value: string | null): boolean {
  if (value === null || value.trim() === '') return false;
  const points = Array.from(value, (character) => character.codePointAt(0) ?? 0);
  return points.length <= 255 && !points.some((point) => point < 32 || (point >= 127 && point < 160));
}

/** The one value of a parameter; `null` if it is not there exactly once in a query that is well-formed throughout. */
function parameter(target: string, wanted: string): string | null {
  const mark = target.indexOf('?');
  const raw = mark === -1 ? '' : target.slice(mark + 1);
  if (/#|%(?![0-9a-f]{2})/i.test(raw)) return null;
  const bytes = (text: string) => {
    const pieces = text.replaceAll('+', ' ').split(/(%[0-9a-f]{2})/i);
    return Buffer.concat(
      pieces.map((piece, n) => Buffer.from(n % 2 ? piece.slice(1) : piece, n % 2 ? 'hex' : 'latin1')),
    );
  };
  const found: string[] = [];
  for (const pair of raw.split('&').filter((text) => text !== '')) {
    const [key = '', ...value] = pair.split('=');
    if (!isUtf8(bytes(key)) || !isUtf8(bytes(value.join('=')))) return null;
    const name = bytes(key).toString().trimStart();
    if (bytes(key).toString() === wanted) found.push(bytes(value.join('=')).toString());
    else if (name.startsWith(wanted) && !/^[\p{L}\p{N}_-]/u.test(name.slice(wanted.length))) return null;
  }
  return found.length === 1 ? (found[0] ?? null) : null;
}

/** Sure of what must be refused; of the rest it knows only what it can become. */
function setPassword(request: HostileRequest): readonly number[] {
  const type = headerOf(request, 'content-type');
  const encodings = request.headers.filter(([name]) => name === 'Content-Encoding').map(([, value]) => value);
  if (encodings.some((encoding) => encoding !== 'identity')) return [400];
  if (type === undefined || !/^application\/json\s*(;|$)/i.test(type) || /utf-16/i.test(type)) return [400];
  return isChoice(request.body) ? [200, 400, 401, 403, 404, ...AFTER_SHAPE] : [400];
}

function isChoice(body: Buffer | null): boolean {
  if (body === null || body.length > 8_192 || !isUtf8(body)) return false;
  try {
    const { token, new: chosen } = JSON.parse(body.toString('utf8')) ?? {};
    return [token, chosen].every((text) => typeof text === 'string' && text !== '');
  } catch {
    return false;
  }
}
