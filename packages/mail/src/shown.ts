import { oneLine } from '@rekey/domain/values';

// A name is there to be recognised; a longer one is somebody's letter inside ours.
const LONGEST = 64;

/** A stranger's text as a mail may show it: one line, in its own place, of a length that leaves the mail ours. */
export function shown(raw: string): string {
  const characters = [...oneLine(raw)];
  return characters.length <= LONGEST ? characters.join('') : `${characters.slice(0, LONGEST - 1).join('')}…`;
}
