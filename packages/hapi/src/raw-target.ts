/** The request line as the client wrote it: split, never normalised, never decoded. One character is one byte (latin1), as Node reads it. */
export interface RawTarget {
  readonly path: string;
  readonly query: string;
}

// The absolute form (RFC 9112 3.2.2). Its authority is the client's claim and is thrown away: no answer is made from it.
const ORIGIN = /^[A-Za-z][A-Za-z0-9+.-]*:\/\/[^/?#]*/;

/** Splits at the first question mark. A `#` stays where it is, so that it makes the path unknown or the query malformed. */
export function rawTarget(requestUrl: string): RawTarget {
  const target = requestUrl.replace(ORIGIN, '');
  const mark = target.indexOf('?');
  return mark === -1 ? { path: target, query: '' } : { path: target.slice(0, mark), query: target.slice(mark + 1) };
}
