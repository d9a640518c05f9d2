import type { PasswordBlocklist } from '@rekey/domain';

/**
 * About 49,000 passwords that leaked most often. Loading takes some 50 ms and 4 MB: await it at start, not in a request.
 */
export async function commonPasswordBlocklist(): Promise<PasswordBlocklist> {
  const { dictionary } = await import('@zxcvbn-ts/language-common');
  // Its diceware words stay out: they make good passphrases, and each alone is too short for the policy anyway.
  const known = new Set(dictionary['passwords-common'].map((password) => password.toLowerCase()));
  return { has: (password) => known.has(password.toLowerCase()) };
}
