import type { Figure, Goal } from '../table/figure.ts';
import type { Slice } from '../timetable.ts';
import type { Load } from './load.ts';
import type { ContestantName } from './stage.ts';

export interface Measured extends Slice<ContestantName> {
  readonly load: Load;
  readonly loopP99Ms: number;
}

/** Goals are for many connections; fewer show what one request costs. */
const GOALS_AT = 64;
const GOALS = {
  rate: { kind: 'share', atLeast: 0.65 },
  documented: { kind: 'share', atLeast: 0.7 },
  loop: { kind: 'times', atMost: 1.2 },
} as const satisfies Record<string, Goal>;

/** The lines of one database: rate and times for each number of connections, then what is compared under the most load only. */
export function figures(title: string, measured: readonly Measured[]): readonly Figure[] {
  const counts = [...new Set(measured.map(({ connections }) => connections))];
  return counts.flatMap((connections) => {
    const here = measured.filter((slice) => slice.connections === connections);
    const many = connections === GOALS_AT;
    const line = (what: string, ours: ContestantName, limit: ContestantName, value: Value, goal: Goal | null) => ({
      what: `${title}, ${connections} connections: ${what}`,
      ours: valuesOf(here, ours, value),
      limit: valuesOf(here, limit, value),
      ...(goal !== null && { goal }),
    });
    return [
      line('private, req/s', 'private', 'limit', rate, many ? GOALS.rate : null),
      line('p50, ms', 'private', 'limit', ({ load }) => load.p50Ms, null),
      line('p99, ms', 'private', 'limit', ({ load }) => load.p99Ms, null),
      ...(many
        ? [
            line('loop p99, ms', 'private', 'limit', ({ loopP99Ms }) => loopP99Ms, GOALS.loop),
            line('documented beside private, req/s', 'documented', 'private', rate, GOALS.documented),
          ]
        : []),
    ];
  });
}

type Value = (slice: Measured) => number;

const rate: Value = ({ load }) => load.answered / load.seconds;

function valuesOf(measured: readonly Measured[], name: ContestantName, value: Value): readonly number[] {
  return measured
    .filter(({ contestant }) => contestant === name)
    .sort((one, other) => one.round - other.round)
    .map(value);
}
