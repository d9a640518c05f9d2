import { load } from '../forgot-password/load.ts';
import { addBacklog } from '../mail/backlog.ts';
import type { Place } from '../places/places.ts';
import type { Plan } from '../plan.ts';
import { insistOn, spendTokens } from '../set-password/spend-tokens.ts';
import { median } from '../statistics.ts';
import type { Figure } from '../table/figure.ts';
import { timetable } from '../timetable.ts';
import { openStage, type Stage } from './stage.ts';

const SIZES = { small: 1_000, large: 1_000_000 };
const REQUESTS_PER_SECOND = 2_000;
const CHANGES_PER_SECOND = 80;
const CLAIMS = { rounds: 15, letters: 50 };
const AGE_CAP_MS = { reset: 3_600_000, notice: 3_600_000 };
const LEASE_MS = 60_000;

/** Forgot-password, set-password and the claim, with a long history and with a short one, in turn. */
export async function measureGrowth(place: Place, plan: Plan): Promise<readonly Figure[]> {
  const stages = { small: await openStage(place, SIZES.small), large: await openStage(place, SIZES.large) };
  const values = { small: emptyValues(), large: emptyValues() };
  try {
    for (const stage of Object.values(stages)) await ask(stage, 1);
    for (const { contestant } of timetable(() => ['small', 'large'] as const, [1], plan.rounds)) {
      const stage = stages[contestant];
      values[contestant].ask.push(await ask(stage, plan.seconds));
      values[contestant].set.push(await setPasswords(stage, plan.seconds));
      values[contestant].claim.push(await claim(stage));
    }
  } finally {
    for (const stage of Object.values(stages)) await stage.close();
  }
  const line = (what: string, kind: Kind, goal: Figure['goal'] & {}): Figure => {
    return { what: `${place.title}, ${what}`, ours: values.large[kind], limit: values.small[kind], goal };
  };
  return [
    line('forgot-password at 64 connections, req/s', 'ask', { kind: 'share', atLeast: 0.9 }),
    line('set-password at 16 connections, changes/s', 'set', { kind: 'share', atLeast: 0.9 }),
    line('a claim of 50 letters, ms', 'claim', { kind: 'times', atMost: 1.1 }),
  ];
}

type Kind = 'ask' | 'set' | 'claim';

const emptyValues = (): Record<Kind, number[]> => ({ ask: [], set: [], claim: [] });

async function ask(stage: Stage, seconds: number): Promise<number> {
  const { answered, seconds: took, failed } = await load(stage.origin, 64, REQUESTS_PER_SECOND * seconds);
  if (failed > 0) throw new Error(`${failed} requests were not answered with 200`);
  await forgetPending(stage);
  return answered / took;
}

async function setPasswords(stage: Stage, seconds: number): Promise<number> {
  const tokens = await stage.desk.mint(Math.min(CHANGES_PER_SECOND * seconds, SIZES.small));
  const { answers, seconds: took } = await spendTokens(stage.origin, 16, tokens);
  insistOn(answers, 200);
  await forgetPending(stage);
  return answers.length / took;
}

/** The median time of a claim, with some hundred letters due. */
async function claim(stage: Stage): Promise<number> {
  await addBacklog(stage.driver, CLAIMS.rounds * CLAIMS.letters);
  const times: number[] = [];
  for (let round = 0; round < CLAIMS.rounds; round += 1) {
    const began = performance.now();
    await stage.database.letters.claim({
      limit: CLAIMS.letters,
      leaseMs: LEASE_MS,
      suspects: false,
      longestDelayMs: LEASE_MS,
      ageCapMs: AGE_CAP_MS,
    });
    times.push(performance.now() - began);
  }
  await forgetPending(stage);
  return median(times);
}

async function forgetPending({ driver }: Stage): Promise<void> {
  await driver.run(`delete from rekey_letters where state = 'pending' and due_at >= 0`);
}
