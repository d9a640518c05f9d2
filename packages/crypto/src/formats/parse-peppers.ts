import { checkPeppers, type Pepper } from './pepper.ts';

const LINE = /^(?<id>\S+)[ \t]+(?<key>[A-Za-z0-9+/]+={0,2})$/;

/**
 * Reads a file of peppers: one a line, its id, a blank, and the base64 of its key; the newest first. Empty lines and those
 * that begin with `#` count for nothing. Throws a `RangeError` that names the line and never what stands in it.
 */
export function parsePeppers(text: string): readonly Pepper[] {
  const peppers = text.split('\n').flatMap((raw, index) => {
    const line = raw.trim();
    if (line === '' || line.startsWith('#')) return [];
    const { id, key } = LINE.exec(line)?.groups ?? {};
    if (id === undefined || key === undefined)
      throw new RangeError(`peppers: line ${index + 1} is not "<id> <base64>"`);
    return [{ id, key: Buffer.from(key, 'base64') }];
  });
  if (peppers.length === 0) throw new RangeError('peppers: there is none');
  checkPeppers(peppers);
  return peppers;
}
