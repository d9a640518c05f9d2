import type { ResetToken } from '../values/reset-token.ts';

export interface LinkSettings {
  /** What a browser sees, prefix included, without a trailing slash. Never taken from a request (CWE-640). */
  readonly publicUrl: string;
}

/** The link in the mail. The token is a fragment: browsers keep it from servers, their logs and the Referer header. */
export function resetLink({ publicUrl }: LinkSettings, token: ResetToken): string {
  return `${publicUrl}/reset-password#${token}`;
}
