export { type Argon2idSettings, argon2idPasswordHasher } from './argon2id-password-hasher.ts';
export { type PwnedPasswordsSettings, pwnedPasswords } from './breach/pwned-passwords.ts';
export { commonPasswordBlocklist } from './common-password-blocklist.ts';
export { cryptoTokenSource } from './crypto-token-source.ts';
export { parsePeppers } from './parse-peppers.ts';
export type { Pepper } from './pepper.ts';
