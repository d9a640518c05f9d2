import type { PasswordHash } from '@rekey/domain';

/** A key that goes into every hash and is kept apart from the hashes: whoever steals only the database cannot even begin to guess. */
export interface Pepper {
  /** Stands in the hash, so that it can be checked after the next pepper came: 1 to 8 letters, digits, `-` or `_`. */
  readonly id: string;
  /** 32 random bytes or more. */
  readonly key: Uint8Array;
}

const ID = /^[\w-]{1,8}$/;
const MIN_KEY_BYTES = 32;

/** The parameters of an argon2 hash, and the key id that the PHC string format has a place for among them. */
const PARAMETERS = /^(?<head>\$argon2(?:id|i|d)\$v=\d+\$m=\d+,t=\d+,p=\d+)(?:,keyid=(?<keyid>[A-Za-z0-9+/]+))?(?=\$)/;

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

/** Writes into a hash which pepper it was made with. */
export function withKeyId(hash: string, { id }: Pepper): string {
  return hash.replace(PARAMETERS, `$<head>,keyid=${keyIdOf(id)}`);
}

/** The pepper a hash was made with; `undefined` where it was made without one, `unknown` where nobody has it any more. */
export function pepperOf(hash: PasswordHash, peppers: readonly Pepper[]): Pepper | undefined | 'unknown' {
  const keyid = PARAMETERS.exec(hash)?.groups?.['keyid'];
  if (keyid === undefined) return undefined;
  return peppers.find(({ id }) => keyIdOf(id) === keyid) ?? 'unknown';
}

/** As the PHC string format has it: base64 without padding. */
function keyIdOf(id: string): string {
  return Buffer.from(id, 'ascii').toString('base64').replace(/=+$/, '');
}
