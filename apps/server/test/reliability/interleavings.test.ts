import { setTimeout as pause } from 'node:timers/promises';
import type { SetPasswordOutcome } from '@rekey/domain';
import type { Database } from '@rekey/knex';
import { chance, printFigures, rounds } from '@rekey/laboratory';
import { memoryMailer } from '@rekey/memory';
import { afterAll, describe, expect, it } from 'vitest';
import { ENGINES } from '../journey/stage.ts';
import { type Ground, openGround, type Row } from './ground.ts';
import { addUser, mintFor, type Recovery, recoveryOn, tokenIn } from './recovery.ts';

const ROUNDS = rounds(30, 500);
const OLD_HASH = 'the old hash';
const NEW_PASSWORD = 'a password chosen in a race';
// The other side aims at the moment where either may come first, and scatters around it.
const SPREAD_MS = 6;
const AIM_MS = 1;

const table: Record<string, string | number>[] = [];
afterAll(() => printFigures('Set-password against everything else', table));

/** Two processes on one database, as far as locks go, and the host application beside them. */
async function openRace(engine: (typeof ENGINES)[number]) {
  const ground = await openGround(engine);
  const database = ground.open();
  const others = ground.open();
  return { ground, database, here: recoveryOn(database), there: recoveryOn(others) };
}

/** Each statement answers the hash that it found: so it is known, without a clock, who came first. */
const BY_THE_HOST: Readonly<Record<string, string>> = {
  disable: `update users set enabled = false where username = ? returning password_hash`,
  delete: `delete from users where username = ? returning password_hash`,
  'e-mail change': `update users set email = 'moved@example.test' where username = ? returning password_hash`,
};

interface Ended {
  readonly first: 'reset' | 'other';
  readonly forbidden: boolean;
}

/** Whoever came second must have seen the first: 200 before the change and its notice to the old address, or neither. */
function judge(outcome: SetPasswordOutcome, found: Row | undefined, notices: readonly Row[], username: string): Ended {
  const first = found?.['password_hash'] === OLD_HASH ? 'other' : 'reset';
  const changed = outcome.kind === 'changed';
  const told = notices.map((row) => row['to_address']);
  const expected = first === 'reset' ? [`${username}@example.test`] : [];
  const forbidden = changed !== (first === 'reset') || JSON.stringify(told) !== JSON.stringify(expected);
  return { first, forbidden };
}

async function raceTheHost(race: Race, deed: string, username: string, delayMs: number): Promise<Ended> {
  const { ground, database, here } = race;
  await addUser(database, username, OLD_HASH);
  const token = await mintFor(database, username);
  const host = pause(Math.max(delayMs, 0)).then(() => ground.sql(BY_THE_HOST[deed] ?? '', [username]));
  const [outcome, [found]] = await Promise.all([
    pause(Math.max(-delayMs, 0)).then(() => here.setPassword(token, NEW_PASSWORD)),
    host,
  ]);
  const notices = await ground.sql(
    `select to_address from rekey_letters where kind = 'notice' and submitted_name = ?`,
    [username],
  );
  return judge(outcome, found, notices, username);
}

/** A second link is minted meanwhile: before the success it dies with it, after it it was made for the new password. */
async function raceAnotherRequest(race: Race, username: string, delayMs: number): Promise<Ended> {
  const { ground, database, here, there } = race;
  await addUser(database, username, OLD_HASH);
  const token = await mintFor(database, username);
  const mailer = memoryMailer();
  const deliver = there.courier({ mailer });
  const forgot = pause(Math.max(delayMs, 0)).then(async () => {
    await there.ask(username);
    await deliver();
  });
  const [outcome] = await Promise.all([
    pause(Math.max(-delayMs, 0)).then(() => here.setPassword(token, NEW_PASSWORD)),
    forgot,
  ]);
  const user = await database.directory.findByName(username);
  const live = await ground.sql('select revision from rekey_reset_tokens where user_key = ? and ended_at is null', [
    user?.key ?? '',
  ]);
  const stale = live.some(({ revision }) => revision !== user?.revision);
  const first = live.length === 0 ? 'other' : 'reset';
  const good = await mailedIsGood(here, mailer.mails);
  return { first, forbidden: outcome.kind !== 'changed' || stale || good !== (first === 'reset') };
}

async function mailedIsGood(recovery: Recovery, mails: readonly { subject: string; text: string }[]): Promise<boolean> {
  const link = mails.map(({ text }) => tokenIn(text)).find((token) => token !== '');
  return link !== undefined && recovery.isGood(link);
}

interface Race {
  readonly ground: Ground;
  readonly database: Database;
  readonly here: Recovery;
  readonly there: Recovery;
}

describe.each(ENGINES)('set-password on %s', (engine) => {
  it.each([...Object.keys(BY_THE_HOST), 'forgot'])(
    'comes wholly before or wholly after: %s',
    async (against) => {
      const race = await openRace(engine);
      const random = chance();
      const ends: Ended[] = [];
      let aimMs = 0;
      for (let round = 0; round < ROUNDS; round += 1) {
        const delayMs = aimMs + (2 * random() - 1) * SPREAD_MS;
        const username = `user-${round}`;
        const fight = against === 'forgot' ? raceAnotherRequest : undefined;
        const end = await (fight?.(race, username, delayMs) ?? raceTheHost(race, against, username, delayMs));
        aimMs += end.first === 'reset' ? -AIM_MS : AIM_MS;
        ends.push(end);
      }
      const came = (first: Ended['first']) => ends.filter((end) => end.first === first).length;
      const forbidden = ends.filter((end) => end.forbidden).length;
      const order = { 'reset first': came('reset'), 'other first': came('other') };
      table.push({ database: engine, against, rounds: ROUNDS, ...order, 'forbidden outcomes': forbidden });
      expect(forbidden).toBe(0);
    },
    300_000,
  );

  it('lets one of three links win, whoever posts them at once, and refuses the others', async () => {
    const { database, here, there } = await openRace(engine);
    const ends: string[] = [];
    for (let round = 0; round < ROUNDS; round += 1) {
      const username = `user-${round}`;
      await addUser(database, username, OLD_HASH);
      const tokens = [
        await mintFor(database, username),
        await mintFor(database, username),
        await mintFor(database, username),
      ];
      const posts = tokens.map((token, n) => (n % 2 === 0 ? here : there).setPassword(token, `${NEW_PASSWORD} ${n}`));
      const kinds = (await Promise.all(posts)).map(({ kind }) => kind);
      ends.push(kinds.sort().join(', '));
    }
    const right = ends.filter((kinds) => kinds === 'bad-token, bad-token, changed').length;
    const order = { 'reset first': right, 'other first': 0 };
    table.push({
      database: engine,
      against: 'sibling links',
      rounds: ROUNDS,
      ...order,
      'forbidden outcomes': ROUNDS - right,
    });
    expect(right).toBe(ROUNDS);
  }, 300_000);
});
