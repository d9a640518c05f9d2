import { availableParallelism, cpus } from 'node:os';
import { nounsFrom } from './nouns.ts';
import { LONG, SHORT } from './plan.ts';
import { renderFigures } from './table/render-figures.ts';

const wanted = process.argv.slice(2);
const long = wanted.includes('--long');
const nouns = nounsFrom(
  wanted.filter((word) => !word.startsWith('--')),
  long,
);

console.log(`Node ${process.versions.node}, ${availableParallelism()} x ${cpus()[0]?.model ?? 'unknown'}`);
for (const { title, measure } of nouns) {
  console.log(`\n${title}\n`);
  console.log(renderFigures(await measure(long ? LONG : SHORT)));
}
console.log('\nHow to read this: apps/bench/README.md');
