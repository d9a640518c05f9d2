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

/** Who works on which core; `null` where nothing can be bound. The relay is never where the client listens. */
interface ProbePlace {
  readonly clientOn: string;
  readonly client: string | null;
  readonly relay: string | null;
}

/** Asks for one name and then listens to the server, from another core and from the server's own. */
export async function compareProbes(
  place: Place,
  trials: number,
  { cores, tell }: Watch,
): Promise<readonly ProbeLine[]> {
  const places: readonly ProbePlace[] =
    cores === null
      ? [{ clientOn: 'any core', client: null, relay: null }]
      : [
          { clientOn: 'its own', client: cores.client, relay: cores.server },
          { clientOn: 'the server’s', client: cores.server, relay: cores.client },
        ];
  const options = { names: 2 * trials, lateAfterUs: STALL_US, courier: COURIER };
  const stage = await openStage(place, { name: 'probes', ...options });
  const lines: ProbeLine[] = [];
  try {
    for (const [index, { clientOn, client: core, relay }] of places.entries()) {
      if (relay !== null) stage.moveRelay(relay);
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
  const compared = (who: ClassName) =>
    (['mean', 'longest'] as const).map((figure) => {
      const of = (whose: ClassName) => probes.filter((each) => each.who === whose).map((each) => each[figure]);
      return { who, figure, ...chanceOfGreater(of(who), of('unknown')) };
    });
  const controls = compared('late');
  // What a database does by itself may be longer than the stall: then it is the mean that tells.
  const heard = controls.some(isHeard);
  return [
    ...compared('known').map((line) => ({ ...line, passed: isSilent(line) })),
    ...controls.map((line) => ({ ...line, passed: heard })),
  ];
}

const isSilent = ({ chance }: ChanceOfGreater) => chance >= CHANCE_GATE.low && chance <= CHANCE_GATE.high;

const isHeard = ({ low }: ChanceOfGreater) => low > 0.5;
