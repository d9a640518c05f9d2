import { figures } from './forgot-password/figures.ts';
import { measure } from './forgot-password/measure.ts';
import { measureGrowth } from './growth/measure.ts';
import { measureBacklogs } from './growth/measure-backlogs.ts';
import { measureHashes } from './hashes/measure.ts';
import { measureMail } from './mail/measure.ts';
import { measureMemory } from './memory/measure.ts';
import { onBothPlaces } from './places/places.ts';
import type { Plan } from './plan.ts';
import { measureSetPassword } from './set-password/measure.ts';
import { measureStart } from './start/measure.ts';
import type { Figure } from './table/figure.ts';
import { measureTables } from './tables/measure.ts';

/** One thing that is measured, with a table of its own. */
export interface Noun {
  readonly title: string;
  measure(plan: Plan): Promise<readonly Figure[]>;
}

const NOUNS: Readonly<Record<string, Noun>> = {
  f: {
    title: 'forgot-password, durable, beside bare Hapi and the same insert',
    measure: (plan) => onBothPlaces(async (place) => figures(place.title, await measure(place, plan))),
  },
  s: {
    title: 'set-password, beside the hashes of a bare server',
    measure: (plan) => onBothPlaces((place) => measureSetPassword(place, plan)),
  },
  tables: {
    title: 'other shapes of users tables, beside the plain one',
    measure: (plan) => onBothPlaces((place) => measureTables(place, plan)),
  },
  hashes: { title: 'hashes of each family, beside the bare library', measure: measureHashes },
  mail: {
    title: 'mails, beside a pooled nodemailer to the same sink',
    measure: (plan) => onBothPlaces((place) => measureMail(place, plan)),
  },
  memory: { title: 'memory on SQLite, resident set in MB', measure: measureMemory },
  start: { title: 'start on SQLite, spawn to first answer', measure: measureStart },
  growth: {
    title: 'growth: with a million users, settled letters and dead tokens, and with a backlog, beside a thousand',
    measure: (plan) =>
      onBothPlaces(async (place) => [...(await measureGrowth(place, plan)), ...(await measureBacklogs(place, plan))]),
  },
};

/** What a million rows take to make is no part of a short run. */
const ONLY_LONG = ['growth'];

/** The nouns of a command line; all of them where none is named. Throws for a name that is none. */
export function nounsFrom(names: readonly string[], long: boolean): readonly Noun[] {
  const chosen = names.length > 0 ? names : Object.keys(NOUNS).filter((name) => long || !ONLY_LONG.includes(name));
  return chosen.map((name) => {
    const noun = NOUNS[name];
    if (noun === undefined) throw new Error(`nothing is called ${name}: ${Object.keys(NOUNS).join(', ')}`);
    return noun;
  });
}
