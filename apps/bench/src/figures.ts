import type { ContestantName } from './contestants/stage.ts';
import type { Load } from './load.ts';
import { median } from './statistics.ts';
import type { Slice } from './timetable.ts';

export interface Measured extends Slice<ContestantName> {
  readonly load: Load;
}

export const HEAD = [
  'database',
  'connections',
  'private req/s',
  'p50 ms',
  'p99 ms',
  'limit req/s',
  'of limit',
  'documented req/s',
  'of private',
] as const;

/** One row of the table for each number of connections: medians over the rounds. */
export function figures(title: string, measured: readonly Measured[]): readonly (readonly string[])[] {
  const counts = [...new Set(measured.map(({ connections }) => connections))];
  return counts.map((connections) => {
    const here = measured.filter((slice) => slice.connections === connections);
    const ours = loadsOf(here, 'private');
    return [
      title,
      String(connections),
      whole(median(ours.map(rate))),
      tenths(median(ours.map(({ p50Ms }) => p50Ms))),
      tenths(median(ours.map(({ p99Ms }) => p99Ms))),
      whole(median(loadsOf(here, 'limit').map(rate))),
      share(ratios(here, 'private', 'limit')),
      whole(median(loadsOf(here, 'documented').map(rate))),
      share(ratios(here, 'documented', 'private')),
    ];
  });
}

/** A ratio for each round, never one of two medians: only slices of one round saw the same machine. */
export function ratios(measured: readonly Measured[], one: ContestantName, other: ContestantName): readonly number[] {
  const others = loadsOf(measured, other);
  return loadsOf(measured, one).map((load, round) => rate(load) / rateAt(others, round));
}

function loadsOf(measured: readonly Measured[], name: ContestantName): readonly Load[] {
  return measured
    .filter(({ contestant }) => contestant === name)
    .sort((one, other) => one.round - other.round)
    .map(({ load }) => load);
}

const rate = ({ answered, seconds }: Load): number => answered / seconds;

const rateAt = (loads: readonly Load[], round: number): number => {
  const load = loads[round];
  return load === undefined ? Number.NaN : rate(load);
};

const NOTHING = '\u2013';
const whole = (value: number): string => (Number.isNaN(value) ? NOTHING : Math.round(value).toString());
const tenths = (value: number): string => (Number.isNaN(value) ? NOTHING : value.toFixed(1));

/** The median, and how far apart the rounds are: a wide span says that something else ran on the machine. */
function share(values: readonly number[]): string {
  if (values.length === 0) return NOTHING;
  const percents = values.map((value) => Math.round(value * 100));
  return `${Math.round(median(values) * 100)} % (${Math.min(...percents)}-${Math.max(...percents)})`;
}
