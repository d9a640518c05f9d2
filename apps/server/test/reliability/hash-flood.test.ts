import { printFigures, quantile, rounds } from '@rekey/laboratory';
import { afterAll, describe, expect, it } from 'vitest';
import { ENGINES } from '../journey/stage.ts';
import { openGround } from './ground.ts';
import { addUser, mintFor } from './recovery.ts';
import { type Service, startServices } from './services.ts';

const TOKENS = 200;
const FLOODS = rounds(1, 25);
const CLIENTS = 4;
const NEW_PASSWORD = 'a password out of the flood';

const table: Record<string, string | number>[] = [];
afterAll(() =>
  printFigures('Two hundred different good tokens at once (forgot-password p99 wanted: under 100 ms)', table),
);

/** Calls again and again, one call after the other, until it is stopped; answers how long each took. */
function keepCalling(call: () => Promise<Response>, wanted: number) {
  let stopped = false;
  const took: number[] = [];
  const calling = (async () => {
    while (!stopped) {
      const began = performance.now();
      const { status } = await call();
      took.push(performance.now() - began);
      expect(status).toBe(wanted);
    }
  })();
  return async () => {
    stopped = true;
    await calling;
    return took;
  };
}

/** What others see while something else goes on: whoever forgot a password, and whoever asks for nothing (the event loop's own delay). */
async function meanwhile(service: Service, work: () => Promise<unknown>) {
  const asking = Array.from({ length: CLIENTS }, () => keepCalling(() => service.ask('somebody'), 200));
  const probing = keepCalling(() => service.validate(''), 400);
  await work();
  const took = (await Promise.all(asking.map((stop) => stop()))).flat();
  return { asked: took, probed: await probing() };
}

describe.each(ENGINES)('a flood of hashes on %s', (engine) => {
  it('is turned away beyond the bound, costs no token, and leaves forgot-password alone', async () => {
    const ground = await openGround(engine);
    const database = ground.open();
    const names = Array.from({ length: TOKENS }, (_, n) => `user-${n}`);
    for (const name of names) await addUser(database, name);
    const [service] = await startServices(ground.url, 1);
    if (service === undefined) throw new Error('no service');
    const quiet = await meanwhile(service, () => new Promise((resolve) => setTimeout(resolve, 1_000)));

    const statuses: number[] = [];
    const asked: number[] = [];
    const probed: number[] = [];
    for (let flood = 0; flood < FLOODS; flood += 1) {
      const tokens: string[] = [];
      for (const name of names) tokens.push(await mintFor(database, name));
      const turnedAway: string[] = [];
      const post = async (token: string) => {
        const { status, headers } = await service.setPassword(token, NEW_PASSWORD);
        statuses.push(status);
        expect(headers.has('retry-after')).toBe(status === 503);
        if (status === 503) turnedAway.push(token);
      };
      const seen = await meanwhile(service, () => Promise.all(tokens.map(post)));
      asked.push(...seen.asked);
      probed.push(...seen.probed);
      // The first answer of all: the bound turns away at once, and what it turns away was not begun.
      expect((await service.setPassword(turnedAway[0] ?? '', NEW_PASSWORD)).status).toBe(200);
    }

    const count = (wanted: number) => statuses.filter((status) => status === wanted).length;
    const others = statuses.length - count(200) - count(503);
    const p99 = (values: readonly number[]) => quantile(values, 0.99).toFixed(0);
    table.push({
      database: engine,
      floods: FLOODS,
      'served (200)': count(200),
      'turned away (503)': count(503),
      others,
      'forgot-password asked meanwhile': asked.length,
      'its p99, ms': p99(asked),
      'its p99 without a flood, ms': p99(quiet.asked),
      'p99 of a bare 400, ms': p99(probed),
      'without a flood, ms': p99(quiet.probed),
    });
    expect(others).toBe(0);
    expect(count(503)).toBeGreaterThan(0);
  }, 300_000);
});
