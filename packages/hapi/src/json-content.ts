import type { IncomingHttpHeaders } from 'node:http';

// RFC 9110 5.6.6. No two neighbours can match the same blank: else a header full of blanks would take quadratic time.
const WORD = "[!#$%&'*+.^_`|~0-9A-Za-z-]+";
const PARAMETER = `;[ \\t]*(?:(${WORD})=(?:(${WORD})|"((?:[^"\\\\]|\\\\.)*)")[ \\t]*)?`;
const EACH_PARAMETER = new RegExp(PARAMETER, 'g');
const JSON_TYPE = new RegExp(`^application/json[ \\t]*((?:${PARAMETER})*)$`, 'i');

/**
 * Whether the headers announce plain JSON in UTF-8: exactly application/json, no other charset, no compression.
 * A browser form can send text/plain or a form across origins without asking; JSON it cannot.
 */
export function announcesJson(headers: IncomingHttpHeaders): boolean {
  const encoding = headers['content-encoding']?.trim().toLowerCase() ?? '';
  if (encoding !== '' && encoding !== 'identity') return false;

  const type = JSON_TYPE.exec(headers['content-type']?.trim() ?? '');
  if (type === null) return false;
  return [...(type[1] ?? '').matchAll(EACH_PARAMETER)].every(
    ([, name, word, quoted]) => name?.toLowerCase() !== 'charset' || (word ?? quoted)?.toLowerCase() === 'utf-8',
  );
}
