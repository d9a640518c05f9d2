import { setTimeout as pause } from 'node:timers/promises';
import { chance, eventually, printFigures, quantile, rounds } from '@rekey/laboratory';
import { describe, expect, it, onTestFinished } from 'vitest';
import { ENGINES, type Engine } from '../journey/stage.ts';
import { ask } from './ask.ts';
import { type Crowd, gatherCrowd } from './crowd.ts';
import { createInstance, type Instance } from './instance.ts';
import { nameOf, openPlace, type Place, type PlaceOptions } from './place.ts';
import { drained, reckon } from './reckoning.ts';

const STOPS = rounds(1, 50);
const BOUND_MS = 10_000;

/** From the signal to the exit, by the monotonic clock. */
interface Stop {
  readonly askedAt: number;
  readonly endedAt: number;
  readonly code: unknown;
}

describe.each(ENGINES)('rekey serve on %s, told to stop at work', (engine) => {
  it('cuts no answer, loses nothing, and exits 0 within 10 s', { timeout: rounds(180_000, 1_200_000) }, async () => {
    const { place, instance } = await open(engine, { users: rounds(20_000, 200_000) });
    const crowd = gatherCrowd(place, { origins: [instance.origin], restMs: rounds(1_000, 400) });
    const stops = await stopAgainAndAgain(instance, crowd);
    await crowd.leave();
    await drained(place, rounds(120_000, 600_000));

    const result = await reckon(place, crowd, instance.origin);
    const figures = figuresOf(stops, crowd);
    const { acknowledged, lost, duplicates } = result;
    printFigures(`SIGTERM under load on ${engine}`, [{ ...figures, acknowledged, lost: lost.length, duplicates }]);
    expect(result).toMatchObject({ lost: [], duplicates: 0, unasked: 0, deadLinks: [] });
    expect(figures['answers cut']).toBe(0);
    expect(figures['requests under way at the signal']).toBeGreaterThan(0);
    expect(stops.filter(({ code, askedAt, endedAt }) => code !== 0 || endedAt - askedAt > BOUND_MS)).toEqual([]);
  });

  it('finishes the mails on their way and gives the other letters back, untouched, to whoever comes next', async () => {
    const letters = 60;
    const { place, instance } = await open(engine, { users: letters, relayMs: 1_500 });
    await Promise.all(Array.from({ length: letters }, (_, index) => ask(instance.origin, nameOf(index + 1))));
    await eventually('mails are on their way', () => place.relay.messages.length > 0);
    const askedAt = performance.now();
    expect((await instance.stop()).code).toBe(0);
    const endedAt = performance.now();
    const finished = place.acceptedAt.length;
    const left = await place.look((database) => database.letters.list({ state: 'pending', limit: letters }));
    expect(left.map(({ attempts, lastError }) => ({ attempts, lastError }))).toEqual(
      Array.from({ length: letters - finished }, () => ({ attempts: 0, lastError: null })),
    );

    place.relay.follow({});
    const startedAt = performance.now();
    await instance.start();
    // Half of what a letter that was still leased would have to wait.
    await eventually('every letter has its mail', () => place.relay.messages.length >= letters, 30_000);
    const pickedUpMs = performance.now() - startedAt;
    await drained(place, 10_000);
    expect(new Set(place.relay.messages.map(({ to }) => to[0])).size).toBe(letters);
    expect(place.relay.messages).toHaveLength(letters);
    printFigures(`SIGTERM with ${letters} letters waiting on ${engine}, the relay takes 1.5 s a mail`, [
      {
        'finished before the exit': finished,
        'given back': left.length,
        'attempts burnt': 0,
        duplicates: 0,
        exit: seconds(endedAt - askedAt),
        'all delivered after the next start': seconds(pickedUpMs),
      },
    ]);
  });
});

async function open(engine: Engine, options: PlaceOptions): Promise<{ place: Place; instance: Instance }> {
  const place = await openPlace(engine, options);
  onTestFinished(() => place.close());
  const instance = await createInstance(place);
  onTestFinished(() => instance.killBoth());
  await instance.start();
  return { place, instance };
}

async function stopAgainAndAgain(instance: Instance, crowd: Crowd): Promise<readonly Stop[]> {
  const random = chance(6);
  const stops: Stop[] = [];
  while (stops.length < STOPS) {
    if (random() < 0.5) await instance.courier();
    await pause(50 + random() * 450);
    await eventually('a request is under way', () => crowd.underWay() > 0);
    const askedAt = performance.now();
    const { code } = await instance.stop();
    stops.push({ askedAt, endedAt: performance.now(), code });
    await instance.start();
  }
  return stops;
}

/**
 * Every request that was sent before the signal is owed a whole answer. Of those sent after it a few meet the listener in the
 * very moment in which it closes: the system has taken their connection, and takes it back.
 */
function figuresOf(stops: readonly Stop[], { acknowledged, cut }: Crowd) {
  const afterSignal = cut.filter(({ sentAt }) =>
    stops.some(({ askedAt, endedAt }) => sentAt > askedAt && sentAt <= endedAt),
  );
  const underWay = acknowledged.filter(({ sentAt, at }) =>
    stops.some(({ askedAt }) => sentAt <= askedAt && at > askedAt),
  );
  const answeredAfter = acknowledged.filter(({ sentAt }) =>
    stops.some(({ askedAt, endedAt }) => sentAt > askedAt && sentAt <= endedAt),
  );
  const exits = stops.map(({ askedAt, endedAt }) => endedAt - askedAt);
  return {
    stops: stops.length,
    'requests under way at the signal': underWay.length,
    'answers cut': cut.length - afterSignal.length,
    'sent after the signal, answered': answeredAfter.length,
    'sent after the signal, reset as the listener closed': afterSignal.length,
    'exit, p50 / longest': `${seconds(quantile(exits, 0.5))} / ${seconds(Math.max(...exits))}`,
  };
}

function seconds(ms: number): string {
  return `${(ms / 1_000).toFixed(2)} s`;
}
