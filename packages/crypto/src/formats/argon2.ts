import { randomBytes } from 'node:crypto';
import { isAffordable } from './derivation.ts';
import { UNPADDED } from './encodings.ts';
import { AS_TYPED, type HashFormat } from './format.ts';
import { checkPeppers, keyIdOf, type Pepper } from './pepper.ts';

export interface Argon2Cost {
  /** Memory for one hash, in KiB. */
  readonly memory: number;
  /** Passes over that memory. */
  readonly passes: number;
  /** Lanes: the `p` of the hash. */
  readonly lanes: number;
}

/** The argon2id line of OWASP's Password Storage cheat sheet: what is weaker than this is refused, there is no switch. */
export const ARGON2ID_MINIMUM: Argon2Cost = { memory: 19_456, passes: 2, lanes: 1 };

const SALT_BYTES = 16;
const DIGEST_BYTES = 32;
const VARIANTS = { d: 0, i: 1, id: 2 } as const;
// PHC string format. Some writers leave out the version of 2016, 19, or write the older 16, which no library here reads.
const PHC =
  /^\$argon2(?<variant>id|i|d)\$v=19\$m=(?<m>\d{1,10}),t=(?<t>\d{1,5}),p=(?<p>\d{1,3})(?:,keyid=(?<keyid>[A-Za-z0-9+/]+))?\$(?<salt>[A-Za-z0-9+/]+)\$(?<digest>[A-Za-z0-9+/]+)$/;

/** Argon2id in a PHC string; it reads argon2i and argon2d, too. The first pepper goes into new hashes, all of them check old ones. */
export function argon2idFormat(cost: Argon2Cost = ARGON2ID_MINIMUM, peppers: readonly Pepper[] = []): HashFormat {
  checkPeppers(peppers);
  const [newest] = peppers;
  const { memory, passes, lanes } = cost;
  const write = (variant: string, m: number, t: number, p: number, keyid: string | undefined, rest: string) =>
    `$argon2${variant}$v=19$m=${m},t=${t},p=${p}${keyid === undefined ? '' : `,keyid=${keyid}`}$${rest}`;
  return {
    ...AS_TYPED,
    name: 'argon2id',
    fresh: () => ({
      kind: 'argon2',
      variant: VARIANTS.id,
      memoryKib: memory,
      passes,
      lanes,
      salt: randomBytes(SALT_BYTES),
      length: DIGEST_BYTES,
      ...(newest !== undefined && { secret: newest.key }),
    }),
    print({ derivation, digest }) {
      if (derivation.kind !== 'argon2') throw new TypeError('argon2id prints argon2');
      const keyid = newest === undefined ? undefined : keyIdOf(newest.id);
      const rest = `${UNPADDED.encode(derivation.salt)}$${UNPADDED.encode(digest)}`;
      return write('id', memory, passes, lanes, keyid, rest);
    },
    parse(text) {
      const groups = PHC.exec(text)?.groups;
      if (groups === undefined) return null;
      const { variant = '', m, t, p, keyid } = groups;
      const pepper = keyid === undefined ? undefined : peppers.find(({ id }) => keyIdOf(id) === keyid);
      const salt = UNPADDED.decode(groups['salt'] ?? '');
      const digest = UNPADDED.decode(groups['digest'] ?? '');
      // A pepper that is lost opens nothing.
      if (salt === null || digest === null || salt.length < 8 || digest.length < 16 || (keyid !== undefined && !pepper))
        return null;
      const derivation = {
        kind: 'argon2',
        variant: VARIANTS[variant as keyof typeof VARIANTS],
        memoryKib: Number(m),
        passes: Number(t),
        lanes: Number(p),
        salt,
        length: digest.length,
        ...(pepper !== undefined && { secret: pepper.key }),
      } as const;
      return isAffordable(derivation) ? { derivation, digest } : null;
    },
    parametersOf(text) {
      const { m, t, p } = PHC.exec(text)?.groups ?? {};
      return {
        memory: Math.max(Number(m), ARGON2ID_MINIMUM.memory),
        passes: Math.max(Number(t), ARGON2ID_MINIMUM.passes),
        lanes: Number(p),
      };
    },
    longest: write('id', memory, passes, lanes, newest && keyIdOf(newest.id), `${'A'.repeat(22)}$${'A'.repeat(43)}`),
  };
}
