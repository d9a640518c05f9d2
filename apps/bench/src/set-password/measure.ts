import { availableParallelism } from 'node:os';
import type { Place } from '../places/places.ts';
import { usernameOf } from '../places/users.ts';
import type { Plan } from '../plan.ts';
import { median, percentile } from '../statistics.ts';
import type { Figure } from '../table/figure.ts';
import { timetable } from '../timetable.ts';
import { askSteadily } from '../web/ask-steadily.ts';
import { type HashLimit, openHashLimit } from './hash-limit.ts';
import { overloaded } from './overloaded.ts';
import { insistOn, spendTokens } from './spend-tokens.ts';
import { openStage, type Stage } from './stage.ts';

const MANY = 16;
/** About what two cores hash in a second: it only says how long a slice is. */
const RATE = 50 * availableParallelism();
const ALONE = 60;
const ASKED_PER_SECOND = 100;
const TOKEN_LENGTH = 43;

/** Measures set-password on one database, each figure beside its limit. */
export async function measureSetPassword(place: Place, plan: Plan): Promise<readonly Figure[]> {
  const perSlice = RATE * plan.seconds;
  const stage = await openStage(place, perSlice * 2 + 500);
  try {
    await ours(stage, MANY, RATE);
    const title = (what: string) => `${place.title}, ${what}`;
    return [
      ...(await besideHashes(stage, perSlice, plan.rounds, title)),
      ...(await whileAsking(stage, perSlice * 2, title)),
      ...(await overloaded(stage, title)),
    ];
  } finally {
    await stage.close();
  }
}

type Title = (what: string) => string;

/** In turn and through the same client: what the cores can hash, and what set-password makes of it. At one connection one hash beside one request. */
async function besideHashes(stage: Stage, amount: number, rounds: number, title: Title): Promise<readonly Figure[]> {
  const limit = await openHashLimit();
  try {
    await hashes(limit, MANY, RATE);
    return await inTurn(stage, limit, amount, rounds, title);
  } finally {
    await limit.close();
  }
}

async function inTurn(
  stage: Stage,
  limit: HashLimit,
  amount: number,
  rounds: number,
  title: Title,
): Promise<readonly Figure[]> {
  const values = {
    ours: { many: [] as number[], alone: [] as number[] },
    limit: { many: [] as number[], alone: [] as number[] },
  };
  for (const { contestant, connections } of timetable(() => ['ours', 'limit'] as const, [MANY, 1], rounds)) {
    const kind = connections === MANY ? 'many' : 'alone';
    const count = kind === 'many' ? amount : ALONE;
    const measured = await (contestant === 'ours'
      ? ours(stage, connections, count)
      : hashes(limit, connections, count));
    values[contestant][kind].push(kind === 'many' ? measured.perSecond : measured.msEach);
  }
  return [
    {
      what: title(`${MANY} connections, changes/s beside hashes/s`),
      ours: values.ours.many,
      limit: values.limit.many,
      goal: { kind: 'share', atLeast: 0.92 },
    },
    {
      what: title('1 connection, p50 of a change beside one hash, ms'),
      ours: values.ours.alone,
      limit: values.limit.alone,
      goal: { kind: 'times', atMost: 1.25 },
    },
  ];
}

interface Measured {
  readonly perSecond: number;
  readonly msEach: number;
}

async function ours(stage: Stage, connections: number, count: number): Promise<Measured> {
  return spent(stage.origin, connections, await stage.desk.mint(count));
}

/** The limit asks nothing about a token. */
function hashes({ origin }: HashLimit, connections: number, count: number): Promise<Measured> {
  const token = 'x'.repeat(TOKEN_LENGTH);
  return spent(
    origin,
    connections,
    Array.from({ length: count }, () => token),
  );
}

async function spent(origin: string, connections: number, tokens: readonly string[]): Promise<Measured> {
  const { answers, seconds } = await spendTokens(origin, connections, tokens);
  insistOn(answers, 200);
  return { perSecond: tokens.length / seconds, msEach: median(answers.map(({ ms }) => ms)) };
}

/** What set-password at its limit does to those who only ask for a link. */
async function whileAsking(stage: Stage, amount: number, title: Title): Promise<readonly Figure[]> {
  const tokens = await stage.desk.mint(amount);
  const usernames = Array.from({ length: 50 }, (_, number) => usernameOf(number));
  await stage.readLoop();
  const { answers, result } = await askSteadily(stage.origin, ASKED_PER_SECOND, usernames, () =>
    spendTokens(stage.origin, MANY, tokens),
  );
  const loopP99Ms = await stage.readLoop();
  insistOn([...answers, ...result.answers], 200);
  return [
    {
      what: title('p99 of forgot-password meanwhile, ms'),
      ours: [
        percentile(
          answers.map(({ ms }) => ms),
          0.99,
        ),
      ],
      goal: { kind: 'bound', below: 100 },
    },
    { what: title('loop p99 meanwhile, ms'), ours: [loopP99Ms], goal: { kind: 'bound', below: 5 } },
  ];
}
