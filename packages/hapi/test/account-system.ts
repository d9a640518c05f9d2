import Hapi from '@hapi/hapi';
import { cryptoTokenSource } from '@rekey/crypto';
import {
  type Answers,
  createInspectToken,
  createIssueLink,
  createLookUpUser,
  createPasswordPolicy,
  createRequestReset,
  createSetPassword,
} from '@rekey/domain';
import type { ClientAddress, NewPassword } from '@rekey/domain/values';
import {
  createMemoryStore,
  type MemoryUser,
  memoryAddressLimiter,
  memoryPasswordBlocklist,
  memoryPasswordHasher,
} from '@rekey/memory';
import { crafterApi2Plugin } from '../src/index.ts';
import { PUBLIC_URL, startServer } from './server-under-test.ts';

export const OPERATOR_TOKEN = 's3cret';
export const AS_OPERATOR = { Authorization: `Bearer ${OPERATOR_TOKEN}` };

const jane: MemoryUser = {
  username: 'jane.doe',
  email: 'jane.doe@example.com',
  firstName: 'Jane',
  lastName: 'Doe',
  externallyManaged: false,
  enabled: true,
  passwordHash: null,
};

export interface SystemOptions {
  readonly answers?: Answers;
  /** Requests that an address may make; more than any test makes by default. */
  readonly requests?: number;
  readonly maxPendingLetters?: number;
  readonly deadlineMs?: number;
  readonly corsOrigins?: readonly string[];
}

/** The whole of API 1 and API 2 over the memory adapters, on a real socket. Known: jane.doe, ext (external), mute (no mailbox). */
export async function startSystem(given: SystemOptions = {}) {
  const { answers = 'documented', requests = 1_000, corsOrigins = [], deadlineMs, ...options } = given;
  const store = createMemoryStore(options);
  const key = await store.addUser(jane);
  await store.addUser({ ...jane, username: 'ext', externallyManaged: true });
  await store.addUser({ ...jane, username: 'mute', email: 'not an address' });

  const limiter = memoryAddressLimiter({ requests, windowMs: 60_000 });
  const source = cryptoTokenSource();
  const hasher = memoryPasswordHasher();
  const policy = createPasswordPolicy({
    minimum: 15,
    normalization: 'nfc',
    serviceNames: ['rekey'],
    blocklist: memoryPasswordBlocklist(['correct horse battery staple']),
  });
  const deps = { ...store, answers, limiter, source, hasher, policy };
  const shared = {
    requestReset: createRequestReset(deps),
    setPassword: createSetPassword(deps),
    inspectToken: createInspectToken(deps),
    ...(deadlineMs !== undefined && { deadlineMs, bodyDeadlineMs: deadlineMs - 1 }),
  };
  const server = Hapi.server();
  await server.register({ plugin: crafterApi2Plugin, options: shared });
  const operator = { lookUpUser: createLookUpUser(deps), operatorToken: OPERATOR_TOKEN, corsOrigins };
  const port = await startServer({ ...shared, ...operator }, server);

  const issueLink = createIssueLink({
    units: store.units,
    source,
    link: { publicUrl: PUBLIC_URL },
    tokenLifeMs: 60_000,
  });
  return {
    port,
    store,
    key,
    /** A good token of jane.doe. */
    async token(): Promise<string> {
      const issued = await issueLink('jane.doe');
      if (issued.kind !== 'issued') throw new Error(issued.kind);
      return issued.link.slice(issued.link.indexOf('#') + 1);
    },
    async opensWith(password: string): Promise<boolean> {
      const hash = (await store.readUser(key))?.passwordHash;
      return hash != null && (await hasher.verify(password as NewPassword, hash));
    },
    exhaustLimit: async () => {
      for (let n = 0; n < requests; n += 1) await limiter.step('127.0.0.1' as ClientAddress);
    },
  };
}
