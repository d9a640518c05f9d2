import { cpus, loadavg } from 'node:os';
import { onPlace, type Place, postgresPlace, sqlitePlace } from '../places/places.ts';
import { type ClassLine, compareClasses } from './compare-classes.ts';
import { compareProbes, type ProbeLine } from './compare-probes.ts';
import { bindProcess, type Cores, coresOfThisMachine } from './cores.ts';
import { groundsOfThisMachine } from './grounds.ts';
import { readPlan } from './read-plan.ts';
import { GROUND_TITLES, renderClassLines, renderProbeLines } from './render-lines.ts';

const OPEN = { sqlite: sqlitePlace, postgres: postgresPlace };

const plan = readPlan(process.argv.slice(2));
const grounds = groundsOfThisMachine().filter(({ ground }) => plan.grounds.includes(ground));
const cores = coresOfThisMachine();
// Server, database and courier are children of this process, which does nothing while they are measured.
if (cores !== null) bindProcess(process.pid, cores.server);
announce(cores);

const classLines: ClassLine[] = [];
const probeLines: ProbeLine[] = [];
for (const [index, { ground, folder }] of grounds.entries()) {
  for (const database of plan.databases) {
    await onPlace(
      () => OPEN[database](folder),
      async (place) => {
        const watch = { cores, tell: progress(place, ground) };
        if (plan.blocks[ground] > 0) classLines.push(...(await compareClasses(place, ground, plan, watch)));
        // Once a database: it is the processor that is listened to.
        if (index === 0 && plan.trials > 0) probeLines.push(...(await compareProbes(place, plan.trials, watch)));
      },
    );
  }
}

console.log(`\nEach class against known users, paired\n\n${renderClassLines(classLines)}`);
console.log(`\nOne request, then 40 ms of cheap ones\n\n${renderProbeLines(probeLines)}\n`);
const lines = [...classLines, ...probeLines];
const failed = lines.filter(({ passed }) => !passed).length;
const proved = failed === 0 && lines.length > 0;
console.log(
  proved
    ? 'Nobody can be told apart: every line is inside its gate, and every control is as it should be.'
    : `${failed} of ${lines.length} lines are not as they should be.`,
);
process.exitCode = proved ? 0 : 1;

function announce(cores: Cores | null): void {
  console.log(`Node ${process.versions.node}, ${cpus().length} x ${cpus()[0]?.model ?? 'unknown'}`);
  console.log(
    cores === null
      ? 'There is no taskset, or only one core: nothing is bound to a core, and the figures are noisier.'
      : `Server, database and courier on core ${cores.server}, client on core ${cores.client}.`,
  );
  if ((loadavg()[0] ?? 0) > 1) console.log('This machine is busy with something else: these figures mean nothing.');
  const missing = plan.grounds.filter((wanted) => !grounds.some(({ ground }) => ground === wanted));
  for (const ground of missing)
    console.log(`This machine has no folder for databases that lie ${GROUND_TITLES[ground]}.`);
}

function progress({ title }: Place, ground: string): (line: string) => void {
  return (line) => console.log(`${new Date().toISOString().slice(11, 19)} ${title}, ${ground}: ${line}`);
}
