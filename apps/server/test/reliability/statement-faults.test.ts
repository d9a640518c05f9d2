import type { SetPasswordOutcome } from '@rekey/domain';
import type { Delivery } from '@rekey/domain/values';
import type { Database } from '@rekey/knex';
import { printFigures } from '@rekey/laboratory';
import { type MemoryMailer, memoryMailer } from '@rekey/memory';
import { afterAll, describe, expect, it } from 'vitest';
import { ENGINES } from '../journey/stage.ts';
import { failingStatements, type When } from './failing-statements.ts';
import { type Ground, openGround } from './ground.ts';
import { addUser, mintFor, type Recovery, recoveryOn, tokenIn } from './recovery.ts';
import { type Traces, tracesOf } from './traces.ts';

const NEW_PASSWORD = 'a password set under faults';
const LEASE_IS_OVER = 61_000;

const table: Record<string, string | number>[] = [];
afterAll(() => printFigures('A fault at each SQL statement', table));

/** All of the change, or nothing of it. */
const DONE: Traces = { hash: 'new', liveTokens: 0, reset: 'sent', notices: 1, audit: 1 };
const UNTOUCHED: Traces = { hash: 'old', liveTokens: 2, reset: 'pending', notices: 0, audit: 0 };

/** Somebody with two links, of which the first came by a letter that is not settled yet. */
async function withTwoLinks({ ground, database, recovery }: Scene, username: string): Promise<string> {
  await addUser(database, username, 'old');
  await recovery.ask(username);
  const [letter] = await database.letters.list({ limit: 1, username });
  const token = await mintFor(database, username, { letterId: letter?.id ?? null });
  await mintFor(database, username);
  expect(await tracesOf(ground, username)).toEqual(UNTOUCHED);
  return token;
}

interface Scene {
  readonly ground: Ground;
  readonly database: Database;
  readonly recovery: Recovery;
}

async function openScene(engine: (typeof ENGINES)[number]): Promise<Scene> {
  const ground = await openGround(engine);
  const database = ground.open();
  return { ground, database, recovery: recoveryOn(database) };
}

describe.each(ENGINES)('a fault at a statement of set-password on %s', (engine) => {
  it.each<When>(['before', 'after'])('leaves all of the change or nothing (%s)', async (when) => {
    const scene = await openScene(engine);
    const faults = failingStatements(scene.ground.url);
    const counts = { statements: 0, changed: 0, partial: 0, lies: 0 };
    for (let n = 1; ; n += 1) {
      const username = `user-${n}`;
      const token = await withTwoLinks(scene, username);
      faults.breakAt(n, when);
      const outcome = await scene.recovery.setPassword(token, NEW_PASSWORD).catch((fault: Error) => fault);
      if (faults.mend() === null) break;
      const traces = await tracesOf(scene.ground, username);
      const changed = !(outcome instanceof Error) && (outcome as SetPasswordOutcome).kind === 'changed';
      counts.statements += 1;
      counts.changed += Number(changed);
      counts.partial += Number(![DONE, UNTOUCHED].some((whole) => JSON.stringify(whole) === JSON.stringify(traces)));
      counts.lies += Number(changed !== (traces.hash === 'new'));
      // Whoever was told of a fault asks again, and is served.
      if (!changed) expect(await scene.recovery.setPassword(token, NEW_PASSWORD)).toMatchObject({ kind: 'changed' });
      expect(await tracesOf(scene.ground, username)).toEqual(DONE);
    }
    const { statements, changed, partial, lies } = counts;
    const ends = {
      'ended 200': changed,
      'partial states': partial,
      '200 without the hash, or the hash without 200': lies,
    };
    table.push({ database: engine, transaction: 'set-password', fault: when, statements, ...ends });
    expect(counts).toMatchObject({ partial: 0, lies: 0 });
    expect(statements).toBeGreaterThan(8);
  });
});

/** What a letter may look like between two turns: waiting without a link, under way with one, or sent with one. */
async function isWhole(ground: Ground, username: string, mails: number): Promise<boolean> {
  const { liveTokens, reset } = await tracesOf(ground, username);
  const [letter] = await ground.sql('select handed_over_at from rekey_letters where submitted_name = ?', [username]);
  const underWay = letter?.['handed_over_at'] !== null;
  if (reset === 'sent') return mails > 0 && underWay && liveTokens === 1;
  return underWay ? liveTokens === 1 : liveTokens === 0;
}

async function deliverUntilSent(scene: Scene, mailer: MemoryMailer, username: string): Promise<string> {
  mailer.next('accepted');
  const deliver = scene.recovery.courier({ mailer });
  await scene.ground.advance(LEASE_IS_OVER);
  await deliver();
  const text = mailer.mails.filter(({ to }) => to.address === `${username}@example.test`).at(-1)?.text ?? '';
  return tokenIn(text);
}

describe.each(ENGINES)('a fault at a statement of the courier on %s', (engine) => {
  it.each<[When, Delivery['kind']]>([
    ['before', 'accepted'],
    ['after', 'accepted'],
    ['before', 'try-later'],
    ['after', 'try-later'],
  ])('leaves a letter and its link whole, and the letter is sent (%s, %s)', async (when, kind) => {
    const scene = await openScene(engine);
    const faults = failingStatements(scene.ground.url);
    const counts = { statements: 0, partial: 0, lost: 0 };
    for (let n = 1; ; n += 1) {
      const username = `user-${n}`;
      const mailer = memoryMailer();
      mailer.next(kind);
      await addUser(scene.database, username);
      await scene.recovery.ask(username);
      faults.breakAt(n, when);
      await scene.recovery
        .courier({ mailer })()
        .catch(() => null);
      if (faults.mend() === null) break;
      counts.statements += 1;
      counts.partial += Number(!(await isWhole(scene.ground, username, mailer.mails.length)));
      const token = await deliverUntilSent(scene, mailer, username);
      counts.lost += Number(!(await scene.recovery.isGood(token)));
    }
    const { statements, partial, lost } = counts;
    const ends = { 'ended 200': '', 'partial states': partial, 'letters lost': lost };
    table.push({ database: engine, transaction: `mint and settle, ${kind}`, fault: when, statements, ...ends });
    expect(counts).toMatchObject({ partial: 0, lost: 0 });
    expect(statements).toBeGreaterThan(8);
  });
});
