// What ends in a slash is a path such as node_modules/@scope.
// Some mail programs take the full-width and the small @ for a plain one, and so may a reader.
// Only from the beginning of a word: tried at each letter of a long one, it would take quadratic time, and 16 KB of path are a stranger's to fill.
const LOCAL_PART = /(?<![^\s<>()"',;:])[^\s<>()"',;:]*[^\s<>()"',;:/][@\uff20\ufe6b](?=[\p{L}\p{N}[])/gu;
// Tokens (43 characters), digests (64) and the salt and sum of a hash: whatever is that long and that random is a secret.
const LONG_RANDOM = /[A-Za-z0-9+_-]{43,}/g;
const HASH =
  /\$(?:argon2\w*|scrypt|pbkdf2[\w-]*|2[abxy]|wp|[PH])\$[^\s'"]+|\b(?:pbkdf2_\w+|bcrypt_sha256|argon2|scrypt|(?:pbkdf2|scrypt)(?::\w+)+)\$[^\s'"]+/g;
// Crafter Studio's digest and salt, and the blob of ASP.NET Identity.
const BASE64_HASH = /[A-Za-z0-9+/]{43}=\|[A-Za-z0-9+/]{22}==|\bAQAAAA[A-Za-z0-9+/]{40,}={0,2}/g;

/**
 * A text from outside made fit for the log. Relays repeat the recipient in their replies and drivers repeat values in their errors;
 * a reader of the log must get no mailbox to write to and nothing to sign in with.
 */
export function masked(text: string): string {
  return text
    .replace(HASH, '[hash]')
    .replace(BASE64_HASH, '[hash]')
    .replace(LONG_RANDOM, '[secret]')
    .replace(LOCAL_PART, '[...]@');
}
