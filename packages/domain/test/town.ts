import { Overloaded } from '@rekey/concurrency';
import { createPurgeExpired } from '../src/courier/retention.ts';
import { createIssueLink } from '../src/operator/issue-link.ts';
import { createLookUpUser } from '../src/operator/look-up-user.ts';
import { createRetryLetter } from '../src/operator/retry-letter.ts';
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
export async function openTown(options: { readonly careless?: boolean } = {}) {
  const world = openWorld({ answers: 'private' });
  const { units, directory, housekeeping } = world.store;
  const keys: UserKey[] = [];
  for (const name of NAMES) {
    const row = { username: name, email: `${name}@example.com`, passwordHash: `old hash of ${name}` as PasswordHash };
    keys.push(await world.store.addUser(userRow(row)));
  }
  const link = { publicUrl: 'https://id.example.com' };
  const issueLink = createIssueLink({ units, source: world.source, link, tokenLifeMs: LIFE });
  const retryLetter = createRetryLetter({ units });
  const revokeTokens = createRevokeTokens({ units });
  const lookUpUser = createLookUpUser({ directory });
  const purge = createPurgeExpired(housekeeping, { keepMs: KEEP, limitWindowMs: 60 * MINUTE, batch: 100 });
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
      'say it was not me': (n: number) =>
        world.reportNotMe({
          username: NAMES[n % 2] ?? '',
          secret: world.notMes().at(-1 - (n % 3)) ?? '',
          address: HERE,
        }),
      validate: (n: number) => world.inspectToken({ token: tokenAt(n), address: HERE }),
      'look up': (n: number) => lookUpUser(NAMES[n % 2] ?? ''),
      deliver: (n: number) => {
        world.mailer.next((['unknown', 'try-later', 'refused-for-good'] as const)[n % 9] ?? 'accepted');
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
        if (letter !== undefined) await retryLetter(letter.id);
      },
      'move the mailbox': (n: number) => changeUser(n, { email: `elsewhere-${n}@example.com` }),
      'disable or enable': (n: number) => changeUser(n, { enabled: n % 6 > 1 }),
      'manage elsewhere or here': (n: number) => changeUser(n, { externallyManaged: n % 6 < 2 }),
      'busy or idle': async (n: number) => world.makeHasherBusy(n % 6 === 0),
      'set a bad password': (n: number) => set(n, 'short'),
      'set a password': async (n: number) => {
        if (options.careless) await recoverWithoutToken(world, keys[n % 2]);
        // The hasher may be busy.
        return set(n, `${NEW_PASSWORD} ${n}`).catch((fault) => {
          if (!(fault instanceof Overloaded)) throw fault;
        });
      },
    },
  };

  function changeUser(n: number, change: Parameters<World['store']['changeUser']>[1]) {
    const key = keys[n % 2];
    return key === undefined ? Promise.resolve() : world.store.changeUser(key, change);
  }
}

export type Town = Awaited<ReturnType<typeof openTown>>;
export type Deed = keyof Town['deeds'];

/** A way in as it was found in other programs (CVE-2026-18963): some other call has left the door open. */
async function recoverWithoutToken({ store }: World, key: UserKey | undefined): Promise<void> {
  if (key === undefined || (await store.readAudit()).length < 2) return;
  await store.changeUser(key, { passwordHash: 'a hash of somebody else' as PasswordHash });
}
