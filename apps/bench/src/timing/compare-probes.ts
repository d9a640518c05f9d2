import type { Place } from '../places/places.ts';
import type { ClassName } from './classes.ts';
import { openClient } from './open-client.ts';
import type { Probe } from './orders.ts';
import { CHANCE_GATE } from './plan.ts';
import { openStage } from './stage.ts';
import { type ChanceOfGreater, chanceOfGreater } from './statistics/chance-of-greater.ts';
import type { Watch } from './watch.ts';

/** What probes after one request tell: one figure of them, on one core. */
export interface ProbeLine extends ChanceOfGreater {
  readonly database: string;
  readonly clientOn: string;
  readonly who: ClassName;
  readonly figure: 'mean' | 'longest';
  readonly passed: boolean;
}

/** The courier looks this often, so that every probe meets it; half a second as it ships. */
const COURIER = { relayMs: 0, pauseMs: 5 };
/** How long the control stalls after its answer: about what writing a mail costs at an ordinary priority. */
const STALL_US = 1_500;
const CONTROL_REACHES = 0.6;

/** Asks for one name and then listens to the server, from another core and from the server's own. */
export async function compareProbes(
  place: Place,
  trials: number,
  { cores, tell }: Watch,
): Promise<readonly ProbeLine[]> {
  const places = cores === null ? { 'any core': null } : { 'its own': cores.client, 'the server’s': cores.server };
  const wish = { names: 2 * trials, lateAfterUs: STALL_US, courier: COURIER, cores };
  const stage = await openStage(place, { name: 'probes', ...wish });
  const lines: ProbeLine[] = [];
  try {
    for (const [index, [clientOn, core]] of Object.entries(places).entries()) {
      const client = await openClient(core);
      const probes = await client.carryOut({ kind: 'probes', port: stage.port, from: index * trials, trials });
      client.close();
      tell(`${trials} probes, client on ${clientOn} core`);
      lines.push(...linesOf(probes).map((line) => ({ database: place.title, clientOn, ...line })));
    }
  } finally {
    await stage.close();
  }
  return lines;
}

function linesOf(probes: readonly Probe[]): readonly Omit<ProbeLine, 'database' | 'clientOn'>[] {
  return (['known', 'late'] as const).flatMap((who) =>
    (['mean', 'longest'] as const).map((figure) => {
      const of = (whose: ClassName) => probes.filter((each) => each.who === whose).map((each) => each[figure]);
      const told = chanceOfGreater(of(who), of('unknown'));
      return { who, figure, ...told, passed: who === 'late' ? isHeard(figure, told) : isSilent(told) };
    }),
  );
}

const isSilent = ({ chance }: ChanceOfGreater) => chance >= CHANCE_GATE.low && chance <= CHANCE_GATE.high;

/** One stall among hundreds of probes moves their mean a little, and their longest a lot. */
const isHeard = (figure: ProbeLine['figure'], { chance }: ChanceOfGreater) =>
  figure === 'mean' || chance >= CONTROL_REACHES;
