import type { IncomingMessage } from 'node:http';

/** The fields of a JSON object that are texts; everything else in it is ignored. */
export type Form = ReadonlyMap<string, string>;

const MAX_BYTES = 8_192;
const LONE_SURROGATE = /\p{Cs}/u;

/**
 * Reads a bounded body, or answers `null` for anything that is no form.
 * Only `application/json`: a page of a stranger cannot post that for its visitors without being asked (CSRF).
 */
export async function readForm(request: IncomingMessage): Promise<Form | null> {
  const type = request.headers['content-type']?.split(';')[0]?.trim().toLowerCase();
  const body = type === 'application/json' ? await readBody(request) : null;
  return body === null ? null : parseForm(body);
}

/** The fields by these names, or `null` if one is missing or empty. */
export function fieldsOf<Name extends string>(form: Form, ...names: readonly Name[]): Record<Name, string> | null {
  const fields = names.map((name) => [name, form.get(name) ?? ''] as const);
  // Two different passwords with lone surrogates would be the same bytes.
  const good = fields.every(([, text]) => text !== '' && !LONE_SURROGATE.test(text));
  return good ? (Object.fromEntries(fields) as Record<Name, string>) : null;
}

async function readBody(request: IncomingMessage): Promise<Buffer | null> {
  const chunks: Buffer[] = [];
  let bytes = 0;
  // Left open when reading ends early, or there would be nothing to answer on.
  for await (const chunk of request.iterator({ destroyOnReturn: false })) {
    bytes += chunk.length;
    if (bytes > MAX_BYTES) return null;
    chunks.push(chunk);
  }
  return Buffer.concat(chunks);
}

function parseForm(body: Buffer): Form | null {
  try {
    const parsed: unknown = JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(body));
    if (typeof parsed !== 'object' || parsed === null) return null;
    return new Map(Object.entries(parsed).filter((field): field is [string, string] => typeof field[1] === 'string'));
  } catch {
    return null;
  }
}
