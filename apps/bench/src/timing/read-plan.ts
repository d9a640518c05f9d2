import { parseArgs } from 'node:util';
import type { TimingPlan } from './plan.ts';

const SIZES = {
  short: { memory: 400, disk: 150, trials: 100 },
  usual: { memory: 10_000, disk: 3_000, trials: 4_000 },
  long: { memory: 30_000, disk: 10_000, trials: 8_000 },
};

/** Reads the command line of `npm run test:timing`; throws with what it does not know. */
export function readPlan(words: readonly string[]): TimingPlan {
  const { values } = parseArgs({
    args: [...words],
    options: {
      short: { type: 'boolean', default: false },
      long: { type: 'boolean', default: false },
      database: { type: 'string' },
      ground: { type: 'string' },
      blocks: { type: 'string' },
      trials: { type: 'string' },
      late: { type: 'string' },
      load: { type: 'boolean', default: false },
      'slow-relay': { type: 'boolean', default: false },
    },
  });
  const size = SIZES[values.short ? 'short' : values.long ? 'long' : 'usual'];
  const blocks = wholeNumber('--blocks', values.blocks);
  return {
    databases: oneOrAll('--database', values.database, ['sqlite', 'postgres'] as const),
    grounds: oneOrAll('--ground', values.ground, ['memory', 'disk'] as const),
    blocks: { memory: blocks ?? size.memory, disk: blocks ?? size.disk },
    trials: wholeNumber('--trials', values.trials) ?? size.trials,
    lateUs: wholeNumber('--late', values.late),
    load: values.load,
    slowRelay: values['slow-relay'],
  };
}

function oneOrAll<Word extends string>(
  option: string,
  word: string | undefined,
  all: readonly Word[],
): readonly Word[] {
  const chosen = all.filter((each) => word === undefined || each === word);
  if (chosen.length === 0) throw new Error(`${option} wants ${all.join(' or ')}`);
  return chosen;
}

function wholeNumber(option: string, word: string | undefined): number | null {
  if (word === undefined) return null;
  if (!/^\d{1,7}$/.test(word)) throw new Error(`${option} wants a number`);
  return Number(word);
}
