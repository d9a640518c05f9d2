import type { Words } from './translator.ts';

/** A piece of a mail. Each is written twice, as text and as HTML, so that both say the same. */
export type Block =
  | { readonly kind: 'paragraph'; readonly words: Words }
  /** What the mail is for: one in a mail, at most. */
  | { readonly kind: 'button'; readonly words: Words; readonly url: string }
  | { readonly kind: 'link'; readonly words: Words; readonly url: string }
  | { readonly kind: 'code'; readonly words: Words; readonly code: string }
  /** A line for a terminal: in the text part only. */
  | { readonly kind: 'command'; readonly words: Words; readonly command: string }
  | { readonly kind: 'rule' };

/** A mail before it is written down. */
export interface Draft {
  readonly subject: Words;
  readonly blocks: readonly Block[];
}
