import { Overloaded } from '@rekey/concurrency';
import { createLetterTexts } from '@rekey/mail';
import {
  createMemoryStore,
  type MemoryBreachedPasswords,
  type MemoryStore,
  memoryAddressLimiter,
  memoryBreachedPasswords,
  memoryMailer,
  memoryPasswordBlocklist,
  memoryPasswordHasher,
  memoryTokenSource,
} from '@rekey/memory';
import type { LetterEvent } from '../src/courier/courier.ts';
import { createCourier } from '../src/courier/deliver.ts';
import { type CourierRules, DEFAULT_COURIER_RULES } from '../src/courier/rules.ts';
import { createPasswordPolicy } from '../src/policy/password-policy.ts';
import type { Mailer } from '../src/ports/mailer.ts';
import type { PasswordHasher } from '../src/ports/password-hasher.ts';
import { createInspectToken } from '../src/recovery/inspect-token.ts';
import { createReportNotMe } from '../src/recovery/report-not-me.ts';
import { createRequestReset } from '../src/recovery/request-reset.ts';
import { createSetPassword } from '../src/recovery/set-password.ts';
import type { Instant } from '../src/values/brand.ts';
import type { EmailAddress } from '../src/values/email-address.ts';
import type { ClientAddress } from '../src/values/letter.ts';
import type { ResetToken } from '../src/values/reset-token.ts';
import type { LookUp } from '../src/values/username.ts';
import { virtualClock } from './virtual-clock.ts';

export const HERE = '192.0.2.1' as ClientAddress;
export const OPERATOR = 'operator@example.com' as EmailAddress;
export const NEW_PASSWORD = 'the new password of jane';

export interface WorldSettings {
  readonly rules?: Partial<CourierRules>;
  readonly answers?: 'documented' | 'private';
  /** Stands between the use cases and the store: to pace it, to break it, to watch it. */
  readonly through?: (store: MemoryStore) => MemoryStore;
  readonly maxPendingLetters?: number;
  readonly requestsPerMinute?: number;
  readonly lookUp?: LookUp;
  readonly random?: () => number;
}

/** The whole domain on memory adapters, at a clock that moves only when it is told to. */
export function openWorld(settings: WorldSettings = {}) {
  const {
    rules,
    answers = 'documented',
    through,
    maxPendingLetters = 1_000,
    requestsPerMinute = 1_000_000,
    random = () => 0.5,
  } = settings;
  const clock = virtualClock(Date.UTC(2026, 0, 1));
  const store = createMemoryStore({
    now: () => clock.monotonicMs() as Instant,
    maxPendingLetters,
    ...(settings.lookUp !== undefined && { lookUp: settings.lookUp }),
  });
  const { directory, tokens, letters, units } = through === undefined ? store : through(store);
  const mailer = memoryMailer(clock);
  const handOvers = interruptible(mailer);
  const hashes = watched(memoryPasswordHasher());
  const { hasher } = hashes;
  const source = memoryTokenSource();
  const limiter = memoryAddressLimiter({ requests: requestsPerMinute, windowMs: 60_000 });
  const blocklist = memoryPasswordBlocklist(['a very common password']);
  const policy = createPasswordPolicy({
    minimum: 15,
    normalization: 'nfc',
    serviceNames: ['id.example.com'],
    blocklist,
  });
  const breaches = counted(memoryBreachedPasswords(['a breached password', 'jane.breached@example.com']));
  const { breached } = breaches;
  const events: LetterEvent[] = [];
  const courier = { stopping: false };

  const openCourier = () =>
    createCourier({
      units,
      letters,
      source,
      mailer: handOvers.mailer,
      clock,
      texts: createLetterTexts({ publicUrl: 'https://id.example.com', pages: true }),
      messageIdHost: 'id.example.com',
      random,
      rules: { ...DEFAULT_COURIER_RULES, ...rules },
      tell: (event) => void events.push(event),
      stopping: () => courier.stopping,
    });

  const ownCourier = openCourier();
  const openProcess = () => createSetPassword({ limiter, policy, breached, source, tokens, directory, hasher, units });

  return {
    store,
    mailer,
    hasher,
    source,
    events,
    breached,
    courier,
    openCourier,
    deliver: ownCourier.deliver,
    drained: ownCourier.drained,
    slowRecipients: ownCourier.slowRecipients,
    requestReset: createRequestReset({ answers, limiter, directory, letters }),
    inspectToken: createInspectToken({ limiter, source, tokens, directory }),
    reportNotMe: createReportNotMe({ limiter, source, units, operator: OPERATOR }),
    setPassword: openProcess(),
    openProcess,
    clock,
    pass: clock.pass,
    allLetters: () => store.letters.list({ limit: 1_000 }),
    mails: () => mailer.mails,
    /** The tokens that arrived, oldest first, read where a person reads them. */
    tokens: () => mailer.mails.flatMap(({ text }) => /#([\w-]{43})$/m.exec(text)?.[1] ?? []) as ResetToken[],
    /** The not-me secrets that arrived, oldest first. */
    notMes: () => mailer.mails.flatMap(({ text }) => /\/not-me#([\w-]{32})$/m.exec(text)?.[1] ?? []),
    atNextHandOver: handOvers.atNext,
    handOversUnderWay: handOvers.underWay,
    allowConnections: handOvers.allow,
    atNextHash: hashes.atNext,
    countHashes: hashes.count,
    countLooks: breaches.count,
    makeHasherBusy: hashes.beBusy,
  };
}

export type World = ReturnType<typeof openWorld>;

/** Lets something happen between the mint and the relay's answer. */
function interruptible(inner: Mailer) {
  let interruption: (() => Promise<void>) | undefined;
  let underWay = 0;
  let most = Number.POSITIVE_INFINITY;
  const mailer: Mailer = {
    async deliver(mail, deadlineMs, watch) {
      const happen = interruption;
      interruption = undefined;
      await happen?.();
      if (underWay >= most) return { kind: 'channel-down', reason: '421 too many connections' };
      underWay += 1;
      return inner.deliver(mail, deadlineMs, watch).finally(() => {
        underWay -= 1;
      });
    },
  };
  return {
    mailer,
    underWay: () => underWay,
    allow(connections: number) {
      most = connections;
    },
    atNext(happen: () => Promise<void>) {
      interruption = happen;
    },
  };
}

/** Counts how often somebody asks whether a password was breached. */
function counted(inner: MemoryBreachedPasswords) {
  let count = 0;
  const breached: MemoryBreachedPasswords = {
    ...inner,
    look(password) {
      count += 1;
      return inner.look(password);
    },
  };
  return { breached, count: () => count };
}

/** Counts hashes, and lets something happen while one is computed. */
function watched(inner: PasswordHasher) {
  let count = 0;
  let busy = false;
  let interruption: (() => Promise<void> | void) | undefined;
  const hasher: PasswordHasher = {
    ...inner,
    async hash(password) {
      if (busy) throw new Overloaded('too many hashes wait');
      count += 1;
      const happen = interruption;
      interruption = undefined;
      await happen?.();
      return inner.hash(password);
    },
  };
  return {
    hasher,
    count: () => count,
    beBusy(yes: boolean) {
      busy = yes;
    },
    atNext(happen: () => Promise<void> | void) {
      interruption = happen;
    },
  };
}
