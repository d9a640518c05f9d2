import { eventually, printFigures, type RunningSmtpServer, startSmtpServer } from '@rekey/laboratory';
import { memoryMailer } from '@rekey/memory';
import { afterAll, describe, expect, it, onTestFinished } from 'vitest';
import { ENGINES, type Engine } from '../journey/stage.ts';
import { settingsForTest, startRekey } from '../rekey-process.ts';
import { type Ground, openGround } from './ground.ts';
import { addUser, HALF_AN_HOUR, mintFor, recoveryOn } from './recovery.ts';
import { startServices } from './services.ts';

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;
const APART = 5 * MINUTE;
const STEPS: readonly (readonly [string, number])[] = [
  ['1 day back', -DAY],
  ['1 h back', -HOUR],
  ['none', 0],
  ['1 h ahead', HOUR],
  ['1 day ahead', DAY],
];
/** When the clock is set, in the life of the token. */
const STEP_AT = 10 * MINUTE;
const RESOLUTION = 1_000;

const table: Record<string, string | number>[] = [];
afterAll(() => printFigures('How long a token of 30 minutes lives when clocks are wrong', table));

/** True time, as nobody's clock shows it; `ahead` says what the database's clock makes of it. */
function trueTime(ground: Ground, ahead: (elapsed: number) => number) {
  let set = 0;
  return async (elapsed: number) => {
    const wanted = elapsed + ahead(elapsed);
    await ground.advance(wanted - set);
    set = wanted;
  };
}

/** The first moment, in true time, at which the token is refused. */
async function lifeOf(goTo: (elapsed: number) => Promise<void>, isGood: () => Promise<boolean>): Promise<number> {
  let [good, refused] = [0, HALF_AN_HOUR + DAY + HOUR];
  while (refused - good > RESOLUTION) {
    const middle = Math.round((good + refused) / 2);
    await goTo(middle);
    if (await isGood()) good = middle;
    else refused = middle;
  }
  await goTo(0);
  return good;
}

function note(engine: Engine, clock: string, life: number, skew: number): void {
  const minutes = (ms: number) => (ms / MINUTE).toFixed(1);
  const outlived = Math.max(0, life - HALF_AN_HOUR);
  const bounds = { 'outlived, min': minutes(outlived), 'skew, min': minutes(skew) };
  table.push({ database: engine, clock, 'lived, min': minutes(life), ...bounds });
  expect(outlived).toBeLessThanOrEqual(skew);
}

describe.each(ENGINES)('a token on %s', (engine) => {
  it.each(STEPS)('outlives its life by no more than the clock is set back: %s', async (name, step) => {
    const ground = await openGround(engine);
    const database = ground.open();
    await addUser(database, 'jane');
    const { isGood } = recoveryOn(database);
    const token = await mintFor(database, 'jane');
    const goTo = trueTime(ground, (elapsed) => (elapsed >= STEP_AT ? step : 0));
    note(engine, `set ${name}, 10 min after the mint`, await lifeOf(goTo, () => isGood(token)), Math.abs(step));
  });

  it.each([
    ['the judge is 5 min behind', APART, 0],
    ['the judge is 5 min ahead', 0, APART],
  ])('outlives its life by no more than two instances are apart: %s', async (name, mint, judge) => {
    const ground = await openGround(engine);
    const minting = ground.open({ aheadMs: mint });
    await addUser(minting, 'jane');
    const { isGood } = recoveryOn(ground.open({ aheadMs: judge }));
    const token = await mintFor(minting, 'jane');
    const goTo = trueTime(ground, () => 0);
    note(engine, name, await lifeOf(goTo, () => isGood(token)), APART);
  });

  it('is mailed although the courier that held its letter vanished and the clock was set ahead meanwhile', async () => {
    const ground = await openGround(engine);
    const database = ground.open();
    const recovery = recoveryOn(database);
    await addUser(database, 'jane');
    await recovery.ask('jane');
    // A courier that took the letter and was never heard of again.
    await database.letters.claim({
      limit: 1,
      leaseMs: MINUTE,
      suspects: false,
      longestDelayMs: HOUR,
      ageCapMs: { reset: 4 * HOUR, notice: DAY },
    });
    await ground.advance(HOUR);
    await recovery.ask('jane');
    const mailer = memoryMailer();
    await recovery.courier({ mailer })();
    expect(mailer.mails).toHaveLength(1);
  });
});

/** A process whose own clock is wrong, whatever it is used for. */
const withClock = (aheadMs: number) => ({
  NODE_OPTIONS: `--import data:text/javascript,${encodeURIComponent(`
    const RealDate = Date, now = Date.now;
    globalThis.Date = class extends RealDate {
      constructor(...given) { super(...(given.length === 0 ? [now() + ${aheadMs}] : given)); }
      static now() { return now() + ${aheadMs}; }
    };
  `)}`,
});
const CLOCKS = [-APART, 0, APART];

describe('processes whose clocks are five minutes apart on one PostgreSQL', () => {
  it('agree to the second about every token, because none of their clocks counts', async () => {
    const ground = await openGround('postgres');
    const database = ground.open();
    await addUser(database, 'jane');
    const services = await startServices(ground.url, CLOCKS.length, (index) => withClock(CLOCKS[index] ?? 0));
    const token = await mintFor(database, 'jane', { lifeMs: MINUTE });
    const judged = () => Promise.all(services.map(async (service) => (await service.validate(token)).status));
    expect(await judged()).toEqual([200, 200, 200]);
    await ground.advance(MINUTE);
    expect(await judged()).toEqual([401, 401, 401]);
  }, 60_000);

  it('never take a letter that another courier holds: each is mailed once', async () => {
    const ground = await openGround('postgres');
    const database = ground.open();
    const recovery = recoveryOn(database);
    const names = Array.from({ length: 60 }, (_, n) => `user-${n}`);
    for (const name of names) await addUser(database, name);
    const relay: RunningSmtpServer = await startSmtpServer({ tls: 'none' });
    onTestFinished(() => relay.stop());
    const smtp = { REKEY_SMTP_URL: `smtp://${relay.host}:${relay.port}?tls=off` };
    const env = { ...(await settingsForTest()), ...smtp, REKEY_DATABASE_URL: ground.url };
    for (const aheadMs of CLOCKS) startRekey({ ...env, ...withClock(aheadMs) }, 'courier');
    for (const name of names) await recovery.ask(name);
    await eventually(
      'every letter is settled',
      async () => {
        const pending = await database.letters.list({ limit: 1, state: 'pending' });
        return pending.length === 0;
      },
      40_000,
    );
    const letters = await database.letters.list({ limit: 100 });
    expect(letters.map(({ state, attempts }) => `${state} ${attempts}`)).toEqual(names.map(() => 'sent 1'));
    expect(relay.mails).toHaveLength(names.length);
  }, 90_000);
});
