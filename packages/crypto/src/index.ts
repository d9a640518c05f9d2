export { type PwnedPasswordsSettings, pwnedPasswords } from './breach/pwned-passwords.ts';
export { commonPasswordBlocklist } from './common-password-blocklist.ts';
export { cryptoTokenSource } from './crypto-token-source.ts';
export type { HashFormat } from './formats/format.ts';
export { HASH_FORMATS, type HashMapping, hashFormatOf, recogniseHash } from './formats/hash-mapping.ts';
export { parsePeppers } from './formats/parse-peppers.ts';
export type { Pepper } from './formats/pepper.ts';
export { type BusyHasher, type PasswordHasherSettings, passwordHasher } from './password-hasher.ts';
