/**
 * The slow step between a password and its stored hash, with everything it needs but the password. A thread runs it, so it is
 * data alone.
 */
export type Derivation =
  | {
      readonly kind: 'argon2';
      /** `d`: 0, `i`: 1, `id`: 2. */
      readonly variant: 0 | 1 | 2;
      readonly memoryKib: number;
      readonly passes: number;
      readonly lanes: number;
      readonly salt: Uint8Array;
      readonly length: number;
      readonly secret?: Uint8Array;
    }
  | { readonly kind: 'bcrypt'; readonly cost: number; readonly salt: Uint8Array }
  | {
      readonly kind: 'pbkdf2';
      readonly digest: 'sha1' | 'sha256' | 'sha512';
      readonly iterations: number;
      readonly salt: Uint8Array;
      readonly length: number;
    }
  | {
      readonly kind: 'scrypt';
      /** The CPU and memory cost N, a power of two. */
      readonly cost: number;
      readonly blockSize: number;
      readonly parallelism: number;
      readonly salt: Uint8Array;
      readonly length: number;
    }
  /** SHA-256 over salt and password, then over the digest again and again. */
  | { readonly kind: 'sha256-rounds'; readonly rounds: number; readonly salt: Uint8Array }
  /** MD5 in the manner of phpass: over salt and password, then over digest and password again and again. */
  | { readonly kind: 'md5-rounds'; readonly rounds: number; readonly salt: Uint8Array };

/** A stored hash, read: how its digest was derived, and the digest. */
export interface StoredHash {
  readonly derivation: Derivation;
  readonly digest: Uint8Array;
}

/**
 * What a derivation may cost. A stored hash says how much work its check is, and one that wants 4 TiB ends the process: beyond this it
 * counts as unreadable.
 */
export function isAffordable(derivation: Derivation): boolean {
  switch (derivation.kind) {
    case 'argon2':
      return (
        derivation.memoryKib >= 8 * derivation.lanes &&
        derivation.memoryKib <= 1_048_576 &&
        derivation.passes >= 1 &&
        derivation.passes <= 64 &&
        derivation.lanes >= 1 &&
        derivation.lanes <= 255
      );
    case 'bcrypt':
      return derivation.cost >= 4 && derivation.cost <= 18;
    case 'pbkdf2':
      return derivation.iterations >= 1 && derivation.iterations <= 20_000_000;
    case 'scrypt':
      return isPowerOfTwo(derivation.cost) && memoryOf(derivation) <= 2 ** 30 && derivation.parallelism <= 64;
    default:
      return derivation.rounds >= 1 && derivation.rounds <= 2 ** 24;
  }
}

/** Bytes that scrypt fills. */
function memoryOf({ cost, blockSize }: { readonly cost: number; readonly blockSize: number }): number {
  return 128 * cost * blockSize;
}

function isPowerOfTwo(number: number): boolean {
  return Number.isInteger(number) && number > 1 && Number.isInteger(Math.log2(number));
}
