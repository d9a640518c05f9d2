import Hapi from '@hapi/hapi';
import {
  createIssueLink,
  createReadAudit,
  createRequestReset,
  createRetryLetter,
  createRevokeTokens,
} from '@rekey/domain';
import type { ClientAddress, EmailAddress, LetterFate, LetterId } from '@rekey/domain/values';
import { createMemoryStore, memoryTokenSource } from '@rekey/memory';
import { type ConsoleOptions, consolePlugin } from '../src/index.ts';

export const TOKEN = 'a-token-of-the-tests-0123456789';
const HERE = '192.0.2.1' as ClientAddress;

/** The console over memory, with one user, and a clock in the hand of the test. */
export async function openConsole(given: Partial<ConsoleOptions> = {}) {
  const store = createMemoryStore();
  const { units } = store;
  await store.addUser({
    username: 'jane.doe',
    email: 'jane.doe@example.com' as EmailAddress,
    firstName: null,
    lastName: null,
    passwordHash: null,
    externallyManaged: false,
    enabled: true,
  });
  const clock = { nowMs: 0 };
  const server = Hapi.server();
  const link = { publicUrl: 'https://id.example.com' };
  const options: ConsoleOptions = {
    operations: {
      ...store,
      readAudit: createReadAudit(store),
      retryLetter: createRetryLetter({ units }),
      issueLink: createIssueLink({ units, source: memoryTokenSource(), link, tokenLifeMs: 60_000 }),
      revokeTokens: createRevokeTokens({ units }),
      mask: (text) => text.replace(/[^\s@]+@/g, '[...]@'),
    },
    isToken: (presented) => presented === TOKEN,
    trustedProxies: [],
    serviceName: 'Example Studio',
    language: 'en',
    foundBy: 'username',
    monotonicMs: () => clock.nowMs,
    ...given,
  };
  await server.register({ plugin: consolePlugin, options, routes: { prefix: '/console' } });

  const ask = createRequestReset({ ...store, answers: 'private', limiter: { step: async () => ({ ok: true }) } });
  const settle = async (fate: LetterFate): Promise<LetterId> => {
    const wish = { limit: 1, suspects: false, leaseMs: 60_000, longestDelayMs: 60_000 };
    const [claim] = (await store.letters.claim({ ...wish, ageCapMs: { reset: 3_600_000, notice: 3_600_000 } })).claimed;
    if (claim === undefined) throw new Error('nothing waits');
    await units.run(({ letters }) => letters.settle([{ claim, fate }]));
    return claim.id;
  };
  const get = async (path: string, headers: Record<string, string> = {}, remoteAddress = '192.0.2.9') =>
    server.inject({ url: `/console${path}`, headers, remoteAddress });
  const post = async (
    path: string,
    form: Record<string, string>,
    headers: Record<string, string> = {},
    remoteAddress = '192.0.2.9',
  ) =>
    server.inject({
      method: 'POST',
      url: `/console${path}`,
      payload: new URLSearchParams(form).toString(),
      remoteAddress,
      headers: { 'content-type': 'application/x-www-form-urlencoded', ...headers },
    });
  const signIn = async (headers: Record<string, string> = {}) => {
    const answer = await post('/sign-in', { operator: 'jo', token: TOKEN }, headers);
    return { answer, cookie: cookieOf(answer) };
  };
  return {
    store,
    server,
    clock,
    get,
    post,
    signIn,
    settle,
    ask: (username: string) => ask({ username, address: HERE }),
  };
}

export const cookieOf = ({ headers }: { readonly headers: object }): string =>
  String((headers as Record<string, unknown>)['set-cookie'] ?? '').replace(/;.*$/s, '');

export const secretIn = (page: string): string => /name="secret" value="([\w-]{43})"/.exec(page)?.[1] ?? '';
