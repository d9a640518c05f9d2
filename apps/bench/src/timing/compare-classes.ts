import type { Place } from '../places/places.ts';
import { askSteadily } from '../web/ask-steadily.ts';
import { CLASS_NAMES, type ClassName } from './classes.ts';
import { collectTimes, namesFor, type Times } from './collect-times.ts';
import { GATES_US, type Ground, type TimingPlan } from './plan.ts';
import { openStage } from './stage.ts';
import { type Comparison, compare } from './statistics/compare.ts';
import type { Watch } from './watch.ts';

/** One class beside known users; in microseconds. */
export interface ClassLine extends Comparison {
  readonly database: string;
  readonly ground: Ground;
  readonly who: ClassName;
  readonly gate: number;
  readonly passed: boolean;
}

const OTHER_CLASSES = CLASS_NAMES.filter((who) => who !== 'known');
/** How late the control is, and what must be detectable, in gates: on most disks the noise of fsync hides a single one. */
const LATE: Readonly<Record<Ground, number>> = { memory: 1, disk: 2 };
const OTHERS_PER_SECOND = 100;
const OTHERS = Array.from({ length: 5_000 }, (_, number) => `user.o.${String(number).padStart(6, '0')}`);
const SLOW_RELAY = { relayMs: 1_000, pauseMs: 0 };

export async function compareClasses(
  place: Place,
  ground: Ground,
  plan: TimingPlan,
  watch: Watch,
): Promise<readonly ClassLine[]> {
  const gate = GATES_US[ground];
  const blocks = plan.blocks[ground];
  const lateUs = plan.lateUs ?? LATE[ground] * gate;
  const stage = await openStage(place, {
    name: 'classes',
    names: namesFor(blocks),
    lateUs,
    ...(plan.slowRelay && { courier: SLOW_RELAY }),
  });
  if (watch.cores !== null) stage.moveRelay(watch.cores.server);
  try {
    const isPrecise = (times: Times) => OTHER_CLASSES.every((who) => compareTo(times, who).detectable <= lateUs);
    const measure = () => collectTimes(stage, blocks, isPrecise, watch);
    const origin = `http://127.0.0.1:${stage.port}`;
    const times = plan.load ? (await askSteadily(origin, OTHERS_PER_SECOND, OTHERS, measure)).result : await measure();
    return OTHER_CLASSES.map((who) => {
      const compared = compareTo(times, who);
      return { database: place.title, ground, who, gate, ...compared, passed: passes(who, compared, gate) };
    });
  } finally {
    await stage.close();
  }
}

const compareTo = (times: Times, who: ClassName): Comparison => compare(times[who], times.known, OTHER_CLASSES.length);

/** The controls show that the table could have said something else. */
function passes(who: ClassName, { low, high, median, found }: Comparison, gate: number): boolean {
  if (who === 'late') return found && median > 0;
  if (who === 'twin' && found) return false;
  return low > -gate && high < gate;
}
