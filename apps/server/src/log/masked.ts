// What ends in a slash is a path such as node_modules/@scope.
// Some mail programs take the full-width and the small @ for a plain one, and so may whoever reads.
// Only from the beginning of a word: tried at each letter of a long one, it would take quadratic time, and 16 KB of path are a stranger's to fill.
const LOCAL_PART = /(?<![^\s<>()"',;:])[^\s<>()"',;:]*[^\s<>()"',;:/][@\uff20\ufe6b](?=[\p{L}\p{N}[])/gu;
// Tokens (43 characters), digests (64) and the salt and sum of a PHC string: whatever is that long and that random is a secret.
const LONG_RANDOM = /[A-Za-z0-9+_-]{43,}/g;
const PHC_STRING = /\$(argon2\w*|scrypt|pbkdf2[\w-]*|2[abxy])\$[^\s'"]+/g;

/**
 * A text from outside made fit for the log. Relays repeat the recipient in their replies and drivers repeat values in their errors;
 * whoever reads the log must get no mailbox to write to and nothing to sign in with.
 */
export function masked(text: string): string {
  return text.replace(PHC_STRING, '[hash]').replace(LONG_RANDOM, '[secret]').replace(LOCAL_PART, '[...]@');
}
