import { TOO_OLD } from '@rekey/domain/values';
import { eventually, printFigures, quantile, rounds, startSmtpServer } from '@rekey/laboratory';
import { memoryMailer } from '@rekey/memory';
import { afterAll, describe, expect, it, onTestFinished } from 'vitest';
import { ENGINES, type Engine } from '../journey/stage.ts';
import { settingsForTest, startRekey } from '../rekey-process.ts';
import { type Ground, openGround } from './ground.ts';
import { mortalCourier, type Turned } from './mortal-courier.ts';
import { addUser, recoveryOn } from './recovery.ts';

const OTHERS = rounds(40, 200);
const SECOND = 1_000;
const HOUR = 3_600 * SECOND;

const real: Record<string, string | number>[] = [];
const virtual: Record<string, string | number>[] = [];
afterAll(() => {
  printFigures('A letter whose processing always throws: the delay of the others', real);
  printFigures('A letter that kills its courier: the delay of the others', virtual);
});

/** The database itself refuses whatever is done for one user: nothing that the courier could do about it. */
async function poisonUser(ground: Ground, engine: Engine, username: string): Promise<void> {
  const [user] = await ground.sql('select id from users where username = ?', [username]);
  const isPoison = `new.user_key = '${user?.['id']}'`;
  if (engine === 'sqlite') {
    await ground.sql(
      `create trigger poison before insert on rekey_reset_tokens when ${isPoison} begin select raise(abort, 'poison'); end`,
    );
    return;
  }
  await ground.sql(
    `create function poison() returns trigger language plpgsql as 'begin if ${isPoison.replaceAll("'", "''")} then raise exception ''poison''; end if; return new; end'`,
  );
  await ground.sql('create trigger poison before insert on rekey_reset_tokens for each row execute function poison()');
}

const namesOf = (count: number) => Array.from({ length: count }, (_, n) => `user-${n}`);

/** A real courier; answers for each of the others how long its letter took from the request to the relay. */
async function delaysOnReal(engine: Engine, poisons: number) {
  const ground = await openGround(engine);
  const database = ground.open();
  const recovery = recoveryOn(database);
  const relay = await startSmtpServer({ tls: 'none' });
  onTestFinished(() => relay.stop());
  await addUser(database, 'poison');
  await poisonUser(ground, engine, 'poison');
  for (const name of namesOf(OTHERS)) await addUser(database, name);
  const smtp = { REKEY_SMTP_URL: `smtp://${relay.host}:${relay.port}?tls=off` };
  const program = startRekey({ ...(await settingsForTest()), ...smtp, REKEY_DATABASE_URL: ground.url }, 'courier');
  await eventually('the courier is at work', () => program.stdout().includes('the courier is at work'), 30_000);
  for (let n = 0; n < poisons; n += 1) await recovery.ask('poison');
  const asked = new Map<string, number>();
  for (const name of namesOf(OTHERS)) {
    asked.set(`${name}@example.test`, Date.now());
    await recovery.ask(name);
  }
  await eventually('all others have their mail', () => relay.mails.length === OTHERS, 60_000);
  const delays = relay.mails.map(({ at, envelope }) => at.getTime() - (asked.get(envelope.to[0] ?? '') ?? 0));
  return { delays, letters: await database.letters.list({ limit: 1_000, username: 'poison' }) };
}

/** Once nobody but the poison is left, only the hours until its burial are. */
function restAfter(turned: Turned, served: number): number {
  if (turned.kind === 'died') return SECOND;
  if (turned.mayBeMore) return 0;
  return served < OTHERS ? 5 * SECOND : 60 * SECOND;
}

/** A courier that dies and is started again, on a clock that runs ahead whenever there is nothing to do. */
async function delaysOnMortal(deadly: boolean) {
  const ground = await openGround('sqlite');
  const database = ground.open();
  const recovery = recoveryOn(database);
  const began = Date.now();
  let rested = 0;
  const now = () => Date.now() - began + rested;
  const rest = async (ms: number) => {
    rested += ms;
    await ground.advance(ms);
  };
  const names = ['poison', ...namesOf(OTHERS)];
  for (const name of names) await addUser(database, name);
  for (const name of names) await recovery.ask(name);

  const mailer = memoryMailer();
  const isDeadly = ({ to }: { to: { address: string } }) => deadly && to.address === 'poison@example.test';
  const turn = mortalCourier(recovery, { mailer, monotonicMs: now, isDeadly });
  // What a courier had handed over but not yet settled when it was killed comes twice: the first counts.
  const arrivals = new Map<string, number>();
  let deaths = 0;
  while (now() < 5 * HOUR) {
    const turned = await turn();
    deaths += Number(turned.kind === 'died');
    for (const { to } of mailer.mails) arrivals.set(to.address, arrivals.get(to.address) ?? now());
    if ((await database.letters.list({ limit: 1, state: 'pending' })).length === 0) break;
    await rest(restAfter(turned, arrivals.size));
  }
  const [letter] = await database.letters.list({ limit: 1, username: 'poison' });
  return { delays: [...arrivals.values()], duplicates: mailer.mails.length - arrivals.size, deaths, letter };
}

const seconds = (ms: number) => (ms / SECOND).toFixed(1);
const figuresOf = (delays: readonly number[]) => ({
  'others sent': delays.length,
  'median delay, s': seconds(quantile(delays, 0.5)),
  'longest delay, s': seconds(Math.max(...delays)),
});

describe.each(ENGINES)('a letter whose processing always throws, on %s', (engine) => {
  it('holds up no other', async () => {
    const without = await delaysOnReal(engine, 0);
    const among = await delaysOnReal(engine, 3);
    real.push({ database: engine, poison: 'none', ...figuresOf(without.delays) });
    real.push({ database: engine, poison: 'three letters, the oldest', ...figuresOf(among.delays) });
    expect(among.delays).toHaveLength(OTHERS);
    expect(among.letters.some(({ state, attempts }) => state === 'pending' && attempts > 0)).toBe(true);
  }, 120_000);
});

describe('a letter that kills its courier', () => {
  it('is buried at the age cap, and the others are served meanwhile', async () => {
    const without = await delaysOnMortal(false);
    const among = await delaysOnMortal(true);
    for (const [poison, { delays, duplicates, deaths, letter }] of Object.entries({
      none: without,
      'one letter, the oldest': among,
    })) {
      const end = `${letter?.state} ${letter?.reason ?? ''}`.trim();
      virtual.push({ poison, ...figuresOf(delays), duplicates, 'couriers killed': deaths, 'the poison ended': end });
    }
    expect(among.letter).toMatchObject({ state: 'dead', reason: TOO_OLD });
    expect(among.delays).toHaveLength(OTHERS);
  }, 120_000);
});
