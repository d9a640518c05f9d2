import { oneLine } from '@rekey/domain/values';

// An encoded word (RFC 2047) is decoded by lenient readers even inside quotes: `=?utf-8?q?=0D=0ABcc:...?=`.
const ENCODED_WORD_MARKS = /=\?|\?=/g;
// Angle brackets, quotes and backslashes are how a name talks its way out of being a name.
const STRUCTURE = /[<>"\\]/g;

// A header line may have 998 characters (RFC 5322 2.1.1) and a name without a space cannot be folded.
const MAX_NAME = 128;
const MAX_SUBJECT = 256;

/** A display name that can be nothing else than a display name, whatever somebody managed to get into the users table. */
export function headerName(raw: string): string {
  return clip(headerText(raw), MAX_NAME);
}

/** One line of unstructured text. */
export function headerSubject(raw: string): string {
  return clip(oneLine(raw.replace(ENCODED_WORD_MARKS, ' ')), MAX_SUBJECT);
}

export function headerText(raw: string): string {
  return oneLine(raw.replace(STRUCTURE, ' ').replace(ENCODED_WORD_MARKS, ' '));
}

/** By code points: half a surrogate pair is no character. */
function clip(text: string, length: number): string {
  return [...text].slice(0, length).join('');
}
