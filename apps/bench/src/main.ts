import { availableParallelism, cpus } from 'node:os';
import { type OpenPlace, postgresPlace, sqlitePlace } from './contestants/places.ts';
import { figures, HEAD } from './figures.ts';
import { measure, type Plan } from './measure.ts';
import { renderTable } from './table.ts';

const SHORT: Plan = { seconds: 2, rounds: 3 };
const LONG: Plan = { seconds: 8, rounds: 5 };

const plan = process.argv.includes('--long') ? LONG : SHORT;

console.log(`forgot-password, durable; ${plan.rounds} rounds of about ${plan.seconds} s, taken in turn; medians`);
console.log(`Node ${process.versions.node}, ${availableParallelism()} x ${cpus()[0]?.model ?? 'unknown'}\n`);

async function rowsFrom(open: () => Promise<OpenPlace>): Promise<readonly (readonly string[])[]> {
  const place = await open();
  try {
    return figures(place.title, await measure(place, plan));
  } finally {
    await place.close();
  }
}

const rows = [HEAD, ...(await rowsFrom(sqlitePlace)), ...(await rowsFrom(postgresPlace))];
console.log(renderTable(rows));
console.log('\nAfter each slice the rows were counted: as many as 200s. How to read this: apps/bench/README.md');
