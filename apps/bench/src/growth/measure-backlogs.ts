import { freePort } from '@rekey/laboratory';
import { openSink, type Sink } from '../mail/open-sink.ts';
import { steadyRate } from '../mail/steady-rate.ts';
import type { Place } from '../places/places.ts';
import type { Plan } from '../plan.ts';
import { serveRekey } from '../programs/rekey.ts';
import type { Figure } from '../table/figure.ts';
import { timetable } from '../timetable.ts';
import { type BacklogStage, KINDS, type Kind, openBacklogStage } from './backlog-stage.ts';

const SMALL = 1_000;
/** Less than the small backlog, so that both last for the slice. */
const MAILS = 900;
const LETTERS = 50;
const DEALT_WITH = 600;
const HOUR_MS = 3_600_000;
const CLAIM = {
  limit: LETTERS,
  leaseMs: 60_000,
  suspects: false,
  longestDelayMs: HOUR_MS,
  ageCapMs: { reset: HOUR_MS, notice: HOUR_MS },
};

/** Claims and mails behind a large backlog, and behind a small one, in turn. */
export async function measureBacklogs(place: Place, plan: Plan): Promise<readonly Figure[]> {
  const figures: Figure[] = [];
  for (const kind of Object.keys(KINDS) as Kind[]) figures.push(...(await measureKind(place, plan, kind)));
  return figures;
}

async function measureKind(place: Place, plan: Plan, kind: Kind): Promise<readonly Figure[]> {
  const stages = {
    small: await openBacklogStage(place, kind, SMALL),
    large: await openBacklogStage(place, kind, plan.backlog),
  };
  const sink = await openSink();
  const empty = (): Record<keyof typeof stages, number[]> => ({ small: [], large: [] });
  const [claims, mails] = [empty(), empty()];
  try {
    for (const { contestant } of timetable(() => ['small', 'large'] as const, [1], plan.rounds)) {
      claims[contestant].push(await claim(stages[contestant]));
      mails[contestant].push(await deliver(stages[contestant], sink, kind));
    }
  } finally {
    sink.close();
    for (const stage of Object.values(stages)) await stage.close();
  }
  const title = `${place.title}, ${plan.backlog.toLocaleString('en')} pending of ${kind}`;
  const share = { kind: 'share', atLeast: 0.9 } as const;
  const times = { kind: 'times', atMost: 1.1 } as const;
  return [
    { what: `${title}: claim, ms for 50 letters in or out`, ours: claims.large, limit: claims.small, goal: times },
    { what: `${title}: mails/s`, ours: mails.large, limit: mails.small, goal: share },
  ];
}

/**
 * How long claims take over 50 letters: those counted that are taken in, and those that are handed
 * out. A claim with much to take in goes on with that for half a second, and takes in more than it
 * hands out. So its whole time says little.
 */
async function claim({ database, refill, arriving }: BacklogStage): Promise<number> {
  await refill(0);
  const arrived = await arriving();
  let out = 0;
  let [dealtWith, tookMs] = [0, 0];
  while (dealtWith < DEALT_WITH) {
    const began = performance.now();
    const { claimed, folded, buried } = await database.letters.claim(CLAIM);
    tookMs += performance.now() - began;
    const now = claimed.length + folded.length + buried.length;
    if (now === 0) throw new Error('a claim found nothing to do in a backlog');
    dealtWith += now;
    out += claimed.length;
    const settlements = claimed.map((each) => ({ claim: each, fate: { state: 'sent' } }) as const);
    await database.units.run(({ letters }) => letters.settle(settlements));
  }
  return (tookMs * LETTERS) / (arrived - (await arriving()) + out);
}

/** How fast mails go out: those of people who asked after the flood, or of the backlog where each name is another's. */
async function deliver({ databaseUrl, refill }: BacklogStage, sink: Sink, kind: Kind): Promise<number> {
  await refill(KINDS[kind] === null ? 0 : MAILS);
  const port = await freePort();
  const program = await serveRekey({ databaseUrl, port, smtpUrl: `smtp://127.0.0.1:${sink.port}?tls=off` });
  try {
    return steadyRate((await sink.take(MAILS)).slice(0, MAILS));
  } finally {
    await program.stop();
    await sink.take(0);
  }
}
