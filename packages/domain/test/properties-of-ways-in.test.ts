import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createPurgeWhatIsOver } from '../src/courier/purge-what-is-over.ts';
import { createIssueLink } from '../src/operator/issue-link.ts';
import { createLookUpUser } from '../src/operator/look-up-user.ts';
import { createRevokeTokens } from '../src/operator/revoke-tokens.ts';
import type { PasswordHash } from '../src/values/password.ts';
import type { UserKey } from '../src/values/user.ts';
import { userRow } from './rows.ts';
import { HERE, NEW_PASSWORD, openWorld, type World } from './world.ts';

const MINUTE = 60_000;
const NAMES = ['jane', 'john'] as const;
const LIFE = 30 * MINUTE;
const KEEP = { letters: 60 * MINUTE, tokens: 60 * MINUTE, audit: 60 * MINUTE };
/** What strangers try in place of a token. */
const FORGERIES = ['', ' ', 'A'.repeat(43), 'A'.repeat(44), '../jane', '{"$regex":".*"}', 'null', '\u0000'];

/** Two people, and everything that anybody can do to them but set a password in the database. */
async function openTown(options: { readonly careless?: boolean } = {}) {
  const world = openWorld({ answers: 'private' });
  const { units, directory, housekeeping } = world.store;
  const keys: UserKey[] = [];
  for (const name of NAMES) {
    const row = { username: name, email: `${name}@example.com`, passwordHash: `old hash of ${name}` as PasswordHash };
    keys.push(await world.store.addUser(userRow(row)));
  }
  const link = { publicUrl: 'https://id.example.com' };
  const issueLink = createIssueLink({ units, source: world.source, link, tokenLifeMs: LIFE });
  const revokeTokens = createRevokeTokens({ units });
  const lookUpUser = createLookUpUser({ directory });
  const purge = createPurgeWhatIsOver(housekeeping, { keepMs: KEEP, limitWindowMs: 60 * MINUTE, batch: 100 });
  const handedOut: string[] = [];

  const never = world.source.mint().token;
  /** Every other time the latest that anybody got, else any, dead and forged ones too. */
  const tokenAt = (n: number): string => {
    const issued = [...handedOut, ...world.tokens()];
    const all = [...issued, never, ...FORGERIES];
    return (n % 2 === 0 ? issued.at(-1) : all[n % all.length]) ?? '';
  };
  const set = (n: number, newPassword: string) => world.setPassword({ token: tokenAt(n), newPassword, address: HERE });
  return {
    world,
    keys,
    tokenAt,
    hashes: async () => Promise.all(keys.map(async (key) => (await world.store.readUser(key))?.passwordHash)),
    deeds: {
      ask: (n: number) => world.requestReset({ username: NAMES[n % 2] ?? '', address: HERE }),
      'ask for nobody': (n: number) => world.requestReset({ username: `nobody ${n}`, address: HERE }),
      validate: (n: number) => world.inspectToken({ token: tokenAt(n), address: HERE }),
      'look up': (n: number) => lookUpUser(NAMES[n % 2] ?? ''),
      deliver: (n: number) => {
        world.mailer.next((['accepted', 'unknown', 'try-later', 'refused-for-good'] as const)[n % 4] ?? 'accepted');
        return world.deliver();
      },
      wait: async (n: number) => world.pass((n % 40) * MINUTE),
      purge: () => purge(),
      'issue a link': async (n: number) => {
        const outcome = await issueLink(NAMES[n % 2] ?? '');
        if (outcome.kind === 'issued') handedOut.push(outcome.link.slice(-43));
      },
      revoke: (n: number) => (n % 5 === 0 ? revokeTokens.all() : revokeTokens.of(NAMES[n % 2] ?? '')),
      retry: async (n: number) => {
        const letters = await world.allLetters();
        const letter = letters[n % Math.max(1, letters.length)];
        if (letter !== undefined) await world.store.letters.retry(letter.id);
      },
      'move the mailbox': (n: number) => changeUser(n, { email: `elsewhere-${n}@example.com` }),
      'disable or enable': (n: number) => changeUser(n, { enabled: n % 4 < 2 }),
      'manage elsewhere or here': (n: number) => changeUser(n, { externallyManaged: n % 4 < 2 }),
      'busy or idle': async (n: number) => world.makeHasherBusy(n % 3 === 0),
      'set a bad password': (n: number) => set(n, 'short'),
      'set a password': async (n: number) => {
        if (options.careless) await recoverWithoutToken(world, keys[n % 2]);
        return set(n, `${NEW_PASSWORD} ${n}`);
      },
    },
  };

  function changeUser(n: number, change: Parameters<World['store']['changeUser']>[1]) {
    const key = keys[n % 2];
    return key === undefined ? Promise.resolve() : world.store.changeUser(key, change);
  }
}

type Town = Awaited<ReturnType<typeof openTown>>;
type Deed = keyof Town['deeds'];

/** A way in as it was found in other programs (CVE-2026-18963): some other call has left the door open. */
async function recoverWithoutToken({ store }: World, key: UserKey | undefined): Promise<void> {
  if (key === undefined || (await store.readAudit()).length < 2) return;
  await store.changeUser(key, { passwordHash: 'a hash of somebody else' as PasswordHash });
}

const DEEDS = [
  'ask',
  'ask for nobody',
  'validate',
  'look up',
  'deliver',
  'wait',
  'purge',
  'issue a link',
  'revoke',
  'retry',
  'move the mailbox',
  'disable or enable',
  'manage elsewhere or here',
  'busy or idle',
  'set a bad password',
  'set a password',
] as const satisfies readonly Deed[];

/** So that enough of the orders are recoveries that succeed. */
const COMMON = ['ask', 'deliver', 'issue a link', 'set a password'] as const satisfies readonly Deed[];

/** The users whose hash may change in the next deed: whoever owns the good token that it brings. */
async function mayChange({ world, tokenAt, keys }: Town, deed: Deed, n: number): Promise<readonly boolean[]> {
  if (deed !== 'set a password') return keys.map(() => false);
  const token = tokenAt(n);
  const { kind } = await world.inspectToken({ token, address: HERE });
  const digest = world.source.digestOf(token);
  const record = digest === null ? null : await world.store.tokens.inspect(digest);
  return keys.map((key) => kind === 'good' && record?.userKey === key);
}

/** How often a hash changed; throws at the first that changed without a good token in that very request. */
async function live(town: Town, deeds: readonly (readonly [Deed, number])[]): Promise<number> {
  let changes = 0;
  for (const [deed, n] of deeds) {
    const allowed = await mayChange(town, deed, n);
    const before = await town.hashes();
    await town.deeds[deed](n);
    const after = await town.hashes();
    for (const [index, hash] of after.entries()) {
      if (hash === before[index]) continue;
      if (!allowed[index]) throw new Error(`"${deed}" changed a hash without a good token`);
      changes += 1;
    }
  }
  return changes;
}

const lives = fc.array(fc.tuple(fc.constantFrom(...DEEDS, ...COMMON), fc.nat(60)), { minLength: 1, maxLength: 40 });

describe('a password', () => {
  it('is changed by nothing but a good token in that very request, in any order of all calls', async () => {
    let changes = 0;
    await fc.assert(
      fc.asyncProperty(lives, async (deeds) => {
        changes += await live(await openTown(), deeds);
      }),
      { numRuns: 1_000 },
    );
    // The orders do contain real recoveries: it is not that nobody ever got in.
    expect(changes).toBeGreaterThan(20);
  });

  it('is told to have been changed otherwise, where some other call opens the door', async () => {
    const careless = fc.asyncProperty(lives, async (deeds) => {
      await live(await openTown({ careless: true }), deeds);
    });
    expect((await fc.check(careless, { numRuns: 1_000 })).failed).toBe(true);
  });
});
