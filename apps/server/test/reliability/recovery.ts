import { cryptoTokenSource } from '@rekey/crypto';
import {
  type CourierRules,
  createCourier,
  createInspectToken,
  createPasswordPolicy,
  createRequestReset,
  createSetPassword,
  DEFAULT_COURIER_RULES,
  type DeliverDueLetters,
  type LetterEvent,
} from '@rekey/domain';
import type { Mailer } from '@rekey/domain/ports';
import {
  type ClientAddress,
  type LetterId,
  MAX_LIVE_TOKENS,
  type PasswordHash,
  type ResetToken,
} from '@rekey/domain/values';
import type { Database } from '@rekey/knex';
import { createLetterTexts } from '@rekey/mail';
import { memoryAddressLimiter, memoryPasswordBlocklist, memoryPasswordHasher, systemClock } from '@rekey/memory';

const HERE = '192.0.2.1' as ClientAddress;
export const HALF_AN_HOUR = 30 * 60_000;

export interface CourierOptions {
  readonly mailer: Mailer;
  readonly rules?: Partial<CourierRules>;
  readonly monotonicMs?: () => number;
  readonly tell?: (event: LetterEvent) => void;
}

/**
 * The use cases on a real database, as one process holds them. Passwords are hashed at a cost that leaves the time to the
 * statements: what is raced and broken here is the transaction.
 */
export function recoveryOn(database: Database) {
  const { tokens, directory, letters, units } = database;
  const source = cryptoTokenSource();
  const hasher = memoryPasswordHasher();
  const limiter = memoryAddressLimiter({ requests: 1_000_000, windowMs: 60_000 });
  const blocklist = memoryPasswordBlocklist([]);
  const policy = createPasswordPolicy({ minimum: 15, normalization: 'nfc', serviceNames: [], blocklist });
  const spend = createSetPassword({ limiter, policy, source, tokens, directory, hasher, units });
  const inspect = createInspectToken({ limiter, source, tokens, directory });
  const ask = createRequestReset({ answers: 'private', limiter, directory, letters });
  return {
    hasher,
    setPassword: (token: string, newPassword: string) => spend({ token, newPassword, address: HERE }),
    ask: (username: string, from: string = HERE) => ask({ username, address: from as ClientAddress }),
    isGood: async (token: string) => (await inspect({ token, address: HERE })).kind === 'good',
    /** Waits for slow mails, too: the clock of a test may run ahead while nothing else is to be done. */
    courier: ({
      mailer,
      rules,
      monotonicMs = systemClock.monotonicMs,
      tell = () => {},
    }: CourierOptions): DeliverDueLetters => {
      const { deliver, drained } = createCourier({
        ...{ units, letters, source, mailer, tell, random: Math.random },
        clock: { ...systemClock, monotonicMs },
        texts: createLetterTexts({ publicUrl: 'https://id.example.test', pages: true }),
        messageIdHost: 'id.example.test',
        rules: { ...DEFAULT_COURIER_RULES, limitPerUser: null, ...rules },
        stopping: () => false,
      });
      return async () => {
        const cycle = await deliver();
        await drained();
        return cycle;
      };
    },
  };
}

export type Recovery = ReturnType<typeof recoveryOn>;

/** Adds somebody who can be mailed. */
export async function addUser(database: Database, username: string, passwordHash: string | null = null): Promise<void> {
  const names = { firstName: null, lastName: null };
  const flags = { externallyManaged: false, enabled: true };
  const row = { username, email: `${username}@example.test`, ...names, ...flags };
  await database.users?.add({ ...row, passwordHash: passwordHash as PasswordHash | null });
}

/** A token as a delivered mail would have brought it. */
export async function mintFor(
  { units }: Database,
  name: string,
  { lifeMs = HALF_AN_HOUR, letterId = null }: { lifeMs?: number; letterId?: LetterId | null } = {},
): Promise<ResetToken> {
  const { token, digest } = cryptoTokenSource().mint();
  await units.run(async ({ users, tokens }) => {
    const user = await users.hold({ name });
    if (user === null) throw new Error(`nobody is called ${name}`);
    await tokens.issue([{ digest, userKey: user.key, revision: user.revision, letterId, lifeMs }], MAX_LIVE_TOKENS);
  });
  return token;
}

/** The token that a mail brought. */
export function tokenIn(text: string): string {
  return /#([\w-]{43})$/m.exec(text)?.[1] ?? '';
}
