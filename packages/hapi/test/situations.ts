import {
  type InspectTokenOutcome,
  type LookUpUserOutcome,
  Overloaded,
  type RequestResetOutcome,
  type SetPasswordOutcome,
} from '@rekey/domain';
import { OPERATOR_TOKEN, type SystemOptions, startSystem } from './account-system.ts';

/** A system in which a request comes to a certain outcome, and what the request says. */
export interface Situation {
  readonly port: number;
  readonly username: string;
  readonly token: string;
  readonly newPassword: string;
  readonly operatorToken: string;
}

type Arrange = () => Promise<Situation>;
type Arranged<Outcome extends { readonly kind: string }, More extends string = never> = {
  readonly [Kind in Outcome['kind'] | 'malformed' | 'overloaded' | 'fault' | 'late' | More]: Arrange;
};
type System = Awaited<ReturnType<typeof startSystem>>;

const DEADLINE_MS = 50;

/** jane.doe, with a good token and a good password: whatever else is to come is a change of this. */
const where =
  (
    said: Partial<Omit<Situation, 'port'>> = {},
    change: (system: System) => unknown = () => {},
    options: SystemOptions = {},
  ): Arrange =>
  async () => {
    const system = await startSystem(options);
    const token = await system.token();
    await change(system);
    const good = { username: 'jane.doe', token, newPassword: 'SuperSecretPassword321#', operatorToken: OPERATOR_TOKEN };
    return { port: system.port, ...good, ...said };
  };

/** A store that ends every question of the three kinds as told. */
const whereStores = (answer: () => Promise<never>, options: SystemOptions = {}) =>
  where(
    {},
    ({ store }) => {
      Object.assign(store.letters, { post: answer });
      Object.assign(store.tokens, { inspect: answer });
      Object.assign(store.directory, { findByName: answer });
    },
    options,
  );

const LIMITED = where({}, ({ exhaustLimit }) => exhaustLimit(), { requests: 1 });
const FAILING = {
  overloaded: whereStores(() => Promise.reject(new Overloaded('full'))),
  fault: whereStores(() => Promise.reject(new Error('no'))),
  late: whereStores(() => new Promise(() => {}), { deadlineMs: DEADLINE_MS }),
};
const ON_TOKENS = {
  'too-many-requests': LIMITED,
  'bad-token': where({ token: 'A'.repeat(43) }),
  'user-gone': where({}, ({ store, key }) => store.removeUser(key)),
  'externally-managed': where({}, ({ store, key }) => store.changeUser(key, { externallyManaged: true })),
  malformed: where({ token: '' }),
  ...FAILING,
};

export const REQUESTS: Arranged<RequestResetOutcome> = {
  accepted: where(),
  malformed: where({ username: ' ' }),
  'unknown-user': where({ username: 'nobody' }),
  'externally-managed': where({ username: 'ext' }),
  'no-mailbox': where({ username: 'mute' }),
  'too-many-requests': LIMITED,
  ...FAILING,
};

export const CHANGES: Arranged<SetPasswordOutcome> = {
  changed: where(),
  rejected: where({ newPassword: 'short' }),
  ...ON_TOKENS,
  // A change may still be answered after the deadline, but none begins then.
  late: where(
    {},
    ({ store }) => {
      const { inspect } = store.tokens;
      const late = new Promise((resolve) => setTimeout(resolve, 2 * DEADLINE_MS));
      Object.assign(store.tokens, { inspect: (digest: never) => late.then(() => inspect(digest)) });
    },
    { deadlineMs: DEADLINE_MS },
  ),
};

export const INSPECTIONS: Arranged<InspectTokenOutcome> = { good: where(), ...ON_TOKENS };

export const LOOK_UPS: Arranged<LookUpUserOutcome, 'not-an-operator'> = {
  found: where(),
  malformed: where({ username: ' ' }),
  'unknown-user': where({ username: 'nobody' }),
  'not-an-operator': where({ operatorToken: 'another' }),
  ...FAILING,
};
