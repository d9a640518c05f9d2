/** A key that goes into every hash and is kept apart from the hashes: a thief of the database alone cannot even begin to guess. */
export interface Pepper {
  /** Stands in the hash, so that it can be checked after the next pepper came: 1 to 8 letters, digits, `-` or `_`. */
  readonly id: string;
  /** 32 random bytes or more. */
  readonly key: Uint8Array;
}

const ID = /^[\w-]{1,8}$/;
const MIN_KEY_BYTES = 32;

/** Throws a `RangeError` that names what is wrong, and never a key. */
export function checkPeppers(peppers: readonly Pepper[]): void {
  for (const { id, key } of peppers) {
    if (!ID.test(id))
      throw new RangeError(`peppers: an id is 1 to 8 letters, digits, - or _, not ${JSON.stringify(id)}`);
    if (key.length < MIN_KEY_BYTES)
      throw new RangeError(`peppers: the key of ${id} has fewer than ${MIN_KEY_BYTES} bytes`);
  }
  if (new Set(peppers.map(({ id }) => id)).size < peppers.length)
    throw new RangeError('peppers: an id stands there twice');
}

/** As the PHC string format has it: base64 without padding. */
export function keyIdOf(id: string): string {
  return Buffer.from(id, 'ascii').toString('base64').replace(/=+$/, '');
}
