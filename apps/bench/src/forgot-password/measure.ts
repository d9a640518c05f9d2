import type { Place } from '../places/places.ts';
import type { Plan } from '../plan.ts';
import { timetable } from '../timetable.ts';
import type { Contestant } from './contestant.ts';
import { discrepancy } from './durability.ts';
import type { Measured } from './figures.ts';
import { type Load, load } from './load.ts';
import { type ContestantName, type Contestants, openStage } from './stage.ts';

const CONNECTIONS = [1, 16, 64];
/** Documented answers are compared under the most load only: elsewhere they would just lengthen the run. */
const DOCUMENTED_AT = 64;
/** Enough for the compiler to have seen the code, and to tell how many requests a slice is. */
const WARM_UP_REQUESTS = { once: 3_000, each: 300 };

interface Slice extends Load {
  readonly loopP99Ms: number;
}

/** Measures all contestants on one database. Throws where rows and answers differ. */
export async function measure(place: Place, plan: Plan): Promise<readonly Measured[]> {
  const contestants = await openStage(place);
  try {
    for (const contestant of Object.values(contestants)) await slice(contestant, 64, WARM_UP_REQUESTS.once);
    return await measureAll(contestants, plan);
  } finally {
    for (const contestant of Object.values(contestants)) await contestant.stop();
  }
}

async function measureAll(contestants: Contestants, { seconds, rounds }: Plan): Promise<readonly Measured[]> {
  const measured: Measured[] = [];
  const rates = new Map<string, number>();
  for (const turn of timetable(runningAt, CONNECTIONS, rounds)) {
    const { contestant: name, connections } = turn;
    const kind = `${name} at ${connections}`;
    const rate = rates.get(kind) ?? rateOf(await slice(contestants[name], connections, warmUpAt(connections)));
    await contestants[name].readLoop();
    const result = await slice(contestants[name], connections, Math.ceil(rate * seconds));
    rates.set(kind, rateOf(result));
    measured.push({ ...turn, load: result, loopP99Ms: result.loopP99Ms });
  }
  return measured;
}

function runningAt(connections: number): readonly ContestantName[] {
  return connections === DOCUMENTED_AT ? ['documented', 'private', 'limit'] : ['private', 'limit'];
}

function warmUpAt(connections: number): number {
  return WARM_UP_REQUESTS.each * Math.ceil(Math.sqrt(connections));
}

async function slice(contestant: Contestant, connections: number, requests: number): Promise<Slice> {
  const result = await load(contestant.origin, connections, requests);
  const loopP99Ms = await contestant.readLoop();
  const wrong = discrepancy(result, await contestant.countRows());
  if (wrong !== null) throw new Error(wrong);
  await contestant.empty();
  return { ...result, loopP99Ms };
}

const rateOf = ({ answered, seconds }: Load): number => answered / seconds;
