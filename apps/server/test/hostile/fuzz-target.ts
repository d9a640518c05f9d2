import { cryptoTokenSource } from '@rekey/crypto';
import {
  createInspectToken,
  createIssueLink,
  createLookUpUser,
  createPasswordPolicy,
  createReportNotMe,
  createRequestReset,
  createSetPassword,
} from '@rekey/domain';
import type { UserKey } from '@rekey/domain/values';
import { createMemoryStore, memoryAddressLimiter, memoryPasswordBlocklist, memoryPasswordHasher } from '@rekey/memory';
import { pino } from 'pino';
import { onTestFinished } from 'vitest';
import { createComposition } from '../../src/composition/container.ts';
import {
  INSPECT_TOKEN,
  LOOK_UP_USER,
  REPORT_NOT_ME,
  REQUEST_RESET,
  SET_PASSWORD,
} from '../../src/composition/tokens.ts';
import { faultFields } from '../../src/log/fault-fields.ts';
import { readSettings } from '../../src/settings/read-settings.ts';
import { httpServer } from '../../src/web/http-server.ts';
import { PUBLIC_URL } from './contract-faults.ts';
import { type Known, OPERATOR_TOKEN } from './hostile-grammar.ts';

/** Rekey's own HTTP server, as `rekey serve` makes it, over memory: what is fuzzed is what is before the database. */
export interface FuzzTarget extends Known {
  readonly port: number;
  /** Every line of the log. */
  readonly lines: readonly string[];
}

const USERS = 400;

export async function openFuzzTarget(
  answers: 'documented' | 'private',
  maxPendingLetters: number,
  pages: 'on' | 'off' = 'off',
): Promise<FuzzTarget> {
  const store = createMemoryStore({ maxPendingLetters });
  const source = cryptoTokenSource();
  const limiter = memoryAddressLimiter({ requests: 20, windowMs: 60_000 });
  const blocklist = memoryPasswordBlocklist([]);
  const policy = createPasswordPolicy({ minimum: 15, normalization: 'nfc', serviceNames: ['rekey'], blocklist });
  const deps = { ...store, limiter, source, policy, hasher: memoryPasswordHasher() };
  const parts = createComposition()
    .provide(REQUEST_RESET, () => (answers) => createRequestReset({ ...deps, answers }))
    .provide(SET_PASSWORD, () => createSetPassword(deps))
    .provide(INSPECT_TOKEN, () => createInspectToken(deps))
    .provide(LOOK_UP_USER, () => createLookUpUser(deps))
    .provide(REPORT_NOT_ME, () => createReportNotMe({ ...deps, operator: null }));
  const lines: string[] = [];
  const logger = pino({ serializers: { err: faultFields } }, { write: (line) => void lines.push(line) });
  const server = await httpServer(settings(answers, pages), parts, logger, async () => null);
  await server.start();
  onTestFinished(() => server.stop({ timeout: 100 }));
  return { port: Number(server.info.port), lines, tokens: await tokensOf(store, source) };
}

function settings(answers: string, pages: string) {
  const environment = {
    REKEY_PUBLIC_URL: PUBLIC_URL,
    REKEY_PORT: '0',
    REKEY_ANSWERS: answers,
    REKEY_OPERATOR_TOKEN: OPERATOR_TOKEN,
    REKEY_TRUSTED_PROXIES: '127.0.0.0/8',
    REKEY_PAGES: pages,
  };
  return readSettings(environment, ['database', 'links', 'passwords', 'web', 'branding', 'pages']);
}

/** Tokens of many users, of whom the last two changed since: one is external now, one is gone. */
async function tokensOf(store: ReturnType<typeof createMemoryStore>, source: ReturnType<typeof cryptoTokenSource>) {
  const issueLink = createIssueLink({
    units: store.units,
    source,
    link: { publicUrl: PUBLIC_URL },
    tokenLifeMs: 600_000,
  });
  const tokens: string[] = [];
  const keys: UserKey[] = [];
  const names = ['jane.doe', ...Array.from({ length: USERS }, (_, n) => `user-${n}`), 'ext', 'gone'];
  for (const username of names) {
    const flags = { externallyManaged: false, enabled: true, passwordHash: null, firstName: null, lastName: null };
    keys.push(await store.addUser({ ...flags, username, email: `${username}@example.test` }));
    const issued = await issueLink(username);
    if (issued.kind === 'issued') tokens.push(issued.link.slice(issued.link.indexOf('#') + 1));
  }
  await store.changeUser(keys.at(-2) as UserKey, { externallyManaged: true });
  await store.removeUser(keys.at(-1) as UserKey);
  return [...tokens, ...Array.from({ length: 20 }, () => tokens.slice(-2)).flat()];
}
