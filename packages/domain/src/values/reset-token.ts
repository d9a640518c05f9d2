import type { Brand } from './brand.ts';
import type { LetterId } from './letter.ts';
import type { Revision, UserKey } from './user.ts';

/** The secret in the mail: 256 random bits as 43 characters of base64url. Lives in the mail and in memory, never at rest. */
export type ResetToken = Brand<string, 'ResetToken'>;

/**
 * What proves that one got the mail with a token, and nothing more: a one-way image of the token, for "this wasn't me".
 * Nobody can make the token from it.
 */
export type NotMeSecret = Brand<string, 'NotMeSecret'>;

/** SHA-256 of a reset token's not-me secret: all that a store ever sees, and what both are found by. */
export type TokenDigest = Brand<string, 'TokenDigest'>;

/** What a store keeps of a token beside its digest and its dates. */
export interface TokenRecord {
  readonly userKey: UserKey;
  /** The user's revision at minting; the token is good only while the user still has it. */
  readonly revision: Revision;
  /** The letter that carries the token, or `null` for a link an operator made. */
  readonly letterId: LetterId | null;
}

/** A token about to be stored; its life starts on the store's clock when it is issued. */
export interface NewToken extends TokenRecord {
  readonly digest: TokenDigest;
  readonly lifeMs: number;
}

/** What a not-me secret speaks for: whose account, and which mail it came in. */
export interface Reportable {
  readonly userKey: UserKey;
  readonly source: 'link' | 'notice';
}

/** Earlier links stay alive, because mails overtake one another; more than three only help a thief. */
export const MAX_LIVE_TOKENS = 3;

/** How long a notice can be answered with "this wasn't me": as long as a holiday. */
export const REPORT_LIFE_MS = 30 * 24 * 3_600_000;

export interface LinkSettings {
  /** What a browser sees, prefix included, without a trailing slash. Never taken from a request (CWE-640). */
  readonly publicUrl: string;
  /** A page of the operator's own that takes the token, with `{token}` in its place. Without one: Rekey's page. */
  readonly resetLink?: string;
}

/**
 * The link in the mail. On Rekey's page the token is a fragment: browsers keep it from servers, their logs and the Referer header.
 */
export function resetLink(settings: LinkSettings, token: ResetToken): string {
  const template = settings.resetLink ?? `${resetPage(settings)}#{token}`;
  return template.replace('{token}', token);
}

/** Where the code from the mail can be pasted. */
export function resetPage({ publicUrl }: LinkSettings): string {
  return `${publicUrl}/reset-password`;
}

/** Where one asks for a link. */
export function askPage({ publicUrl }: LinkSettings): string {
  return `${publicUrl}/forgot-password`;
}

/** "This wasn't me." Opening it does nothing: the page asks for the user name, so a scanner of mails cannot complete it. */
export function notMeLink({ publicUrl }: LinkSettings, secret: NotMeSecret): string {
  return `${publicUrl}/not-me#${secret}`;
}
