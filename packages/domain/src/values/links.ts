import type { NotMeSecret, ResetToken } from './reset-token.ts';

export interface LinkSettings {
  /** What a browser sees, prefix included, without a trailing slash. Never taken from a request (CWE-640). */
  readonly publicUrl: string;
}

/** The link in the mail. The token is a fragment: browsers keep it from servers, their logs and the Referer header. */
export function resetLink(settings: LinkSettings, token: ResetToken): string {
  return `${resetPage(settings)}#${token}`;
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
