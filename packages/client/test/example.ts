import type { RekeyClient } from '../src/index.ts';

/** What to tell somebody who came by the link in the mail. `rekey` is `createRekeyClient('https://id.example.com')`. */
export async function choosePassword(rekey: RekeyClient, token: string, password: string): Promise<string> {
  const outcome = await rekey.setPassword(token, password, { signal: AbortSignal.timeout(20_000) });
  switch (outcome.kind) {
    case 'changed':
      return 'Sign in with your new password.';
    case 'rejected':
      return `Choose another password: ${outcome.reasons.map(({ code }) => code).join(', ')}.`;
    case 'too-many-requests':
    case 'overloaded':
      return `Try again in ${outcome.retryAfterMs / 1_000} seconds.`;
    case 'unreachable':
      return 'We could not reach the server. Your password may have changed: try to sign in with it.';
    default:
      return 'This link is no longer good. Ask for another one.';
  }
}
