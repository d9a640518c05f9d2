import Hapi from '@hapi/hapi';
import {
  createIssueLink,
  createReadAudit,
  createRequestReset,
  createRetryLetter,
  createRevokeTokens,
} from '@rekey/domain';
import type { ClientAddress, EmailAddress, LetterId } from '@rekey/domain/values';
import { createMemoryStore, memoryTokenSource } from '@rekey/memory';
import { adminPlugin } from '../src/index.ts';

export const TOKEN = 'a-token-of-the-tests-0123456789';
const HERE = '192.0.2.1' as ClientAddress;
const NOBODY = { email: 'jane.doe@example.com' as EmailAddress, firstName: null, lastName: null, passwordHash: null };

/** The admin port over memory, with three users and what an operator may ask of it. */
export async function openAdmin() {
  const store = createMemoryStore();
  const { units } = store;
  const user = (username: string, externallyManaged = false, enabled = true) =>
    store.addUser({ ...NOBODY, username, externallyManaged, enabled });
  await user('jane.doe');
  await user('external', true);
  await user('disabled', false, false);
  const faults: unknown[] = [];
  const server = Hapi.server();
  const source = memoryTokenSource();
  await server.register({
    plugin: adminPlugin,
    options: {
      token: TOKEN,
      readiness: async () => null,
      onFault: (fault) => void faults.push(fault),
      operations: {
        ...store,
        readAudit: createReadAudit(store),
        retryLetter: createRetryLetter({ units }),
        issueLink: createIssueLink({
          units,
          source,
          link: { publicUrl: 'https://id.example.com' },
          tokenLifeMs: 60_000,
        }),
        revokeTokens: createRevokeTokens({ units }),
        mask: (text) => text.replace(/[^\s@]+@/g, '[...]@'),
      },
    },
  });
  const request = createRequestReset({
    ...store,
    answers: 'private',
    limiter: { step: async () => ({ ok: true }) },
  });
  const ask = (username: string) => request({ username, address: HERE });
  const settleAs = async (state: 'dead' | 'sent', reason: string): Promise<LetterId> => {
    const wish = { limit: 1, suspects: false, leaseMs: 60_000, longestDelayMs: 60_000 };
    const ageCapMs = { reset: 3_600_000, notice: 3_600_000 };
    const [claim] = (await store.letters.claim({ ...wish, ageCapMs })).claimed;
    if (claim === undefined) throw new Error('nothing waits');
    await units.run(({ letters }) =>
      letters.settle([{ claim, fate: state === 'dead' ? { state, reason } : { state } }]),
    );
    return claim.id;
  };
  const call = async (
    method: string,
    url: string,
    given: { payload?: object; headers?: Record<string, string> } = {},
  ) => {
    const headers = { authorization: `Bearer ${TOKEN}`, 'x-rekey-operator': 'desk', ...given.headers };
    const { statusCode, payload } = await server.inject({ method, url, ...given, headers });
    return { status: statusCode, body: JSON.parse(payload) };
  };
  return { store, server, faults, ask, settleAs, call };
}

export type Admin = Awaited<ReturnType<typeof openAdmin>>;
