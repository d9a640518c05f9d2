import type { Readable } from 'node:stream';
import type { Request } from '@hapi/hapi';
import { type BodyBounds, createReadParameter, readBody } from '@rekey/hapi/requests';

/** The value of a field that is there exactly once, in well-formed UTF-8; else `null`. */
export type Form = (field: string) => string | null;

const FORM_TYPE = /^application\/x-www-form-urlencoded[ \t]*(?:;[ \t]*charset="?utf-8"?[ \t]*)?$/i;

/** The form in a body, or `null` for a body that no form of ours makes: another type, too big, too slow. */
export async function readForm(request: Request, bounds: BodyBounds): Promise<Form | null> {
  const body = await readBody(request.payload as Readable, bounds);
  if (body === null || !FORM_TYPE.test(request.raw.req.headers['content-type']?.trim() ?? '')) return null;
  // A form is written like a query, one character a byte.
  const text = body.toString('latin1');
  return (field) => createReadParameter(field)(text);
}
