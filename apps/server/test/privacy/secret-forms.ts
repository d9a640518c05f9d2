/** A way to write a secret down, and the bytes that would then be found. */
export interface Form {
  readonly what: string;
  readonly bytes: Buffer;
}

/**
 * Every way in which a secret would be usable where it lies: as it is, in hexadecimal, in base64 and base64url, the last two also
 * from within a longer text, which moves them by one or two bytes.
 */
export function formsOf(what: string, secret: Buffer): readonly Form[] {
  const hex = secret.toString('hex');
  const texts = [hex, hex.toUpperCase(), ...[0, 1, 2].flatMap((before) => base64From(before, secret))];
  return [
    { what, bytes: secret },
    ...[...new Set(texts)].map((text) => ({ what: `${what} as ${text.slice(0, 4)}...`, bytes: Buffer.from(text) })),
  ];
}

/** The characters that depend on the secret alone, when so many bytes stand before it. */
function base64From(before: number, secret: Buffer): readonly string[] {
  const whole = Buffer.concat([Buffer.alloc(before), secret]);
  const [from, to] = [Math.ceil((before * 8) / 6), Math.floor((whole.length * 8) / 6)];
  return [whole.toString('base64').slice(from, to), whole.toString('base64url').slice(from, to)];
}

/** A token as its 43 characters, and as the 32 bytes that they stand for. */
export const formsOfToken = (token: string): readonly Form[] => [
  ...formsOf('the token', Buffer.from(token)),
  ...formsOf('the bytes of the token', Buffer.from(token, 'base64url')),
];
