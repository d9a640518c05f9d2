import { printFigures, rounds } from '@rekey/laboratory';
import { expect } from 'vitest';
import { contractFaults } from './contract-faults.ts';
import { createDice, type Dice } from './dice.ts';
import { type FuzzTarget, openFuzzTarget } from './fuzz-target.ts';
import { hostileRequest } from './hostile-grammar.ts';
import { type HostileRequest, wireOf } from './hostile-request.ts';
import { isBare, type Lane, openLane, type Reply } from './lane.ts';
import { allowedBy } from './oracle.ts';

const REQUESTS = rounds(50_000, 500_000);
const LANES = 16;
const MOST_SHOWN = 10;
// Full at some time, so that 503 is among the answers; few requests name a user who has a mailbox.
const LETTER_BOX: Readonly<Record<Answers, number>> = { documented: 150, private: 3_000 };

type Answers = 'documented' | 'private';

interface Tally {
  readonly statuses: Map<string, number>;
  readonly faults: string[];
}

const count = ({ statuses }: Tally, status: string) => statuses.set(status, (statuses.get(status) ?? 0) + 1);
const shown = ({ method, target, headers, body }: HostileRequest) =>
  JSON.stringify([method, target.slice(0, 300), headers, body?.toString('latin1').slice(0, 300)]);

function judge(tally: Tally, request: HostileRequest, reply: Reply | 'closed', answers: Answers): void {
  const allowed = allowedBy(request, answers);
  const bare = reply === 'closed' || isBare(reply);
  count(tally, bare ? 'closed' : String(reply.status));
  const faults = bare
    ? allowed.closed
      ? []
      : ['closed without an answer']
    : [
        ...(allowed.statuses.includes(reply.status) ? [] : [`${reply.status}, allowed ${allowed.statuses}`]),
        ...contractFaults(reply, request.method === 'HEAD'),
      ];
  if (faults.length > 0) tally.faults.push(`${faults.join('; ')} for ${shown(request)}`);
}

async function drive(lane: Lane, target: FuzzTarget, answers: Answers, dice: Dice, tally: Tally, requests: number) {
  for (let n = 0; n < requests; n += 1) {
    const request = hostileRequest(dice, target);
    const wire = wireOf(request, dice.happens(0.2) ? 1 + dice.below(2_000) : null);
    judge(tally, request, await lane.exchange(wire, request.method === 'HEAD'), answers);
  }
  lane.leave();
}

/** Fifty thousand requests, half a million in the long run, each held against the contract. */
export async function fuzzAgainstContract(answers: Answers): Promise<void> {
  const tally: Tally = { statuses: new Map(), faults: [] };
  const target = await openFuzzTarget(answers, LETTER_BOX[answers]);
  const began = performance.now();
  const stream = answers === 'documented' ? 0 : LANES;
  const lanes = Array.from({ length: LANES }, (_, n) =>
    drive(openLane(target.port), target, answers, createDice(stream + n), tally, REQUESTS / LANES),
  );
  await Promise.all(lanes);
  const seconds = ((performance.now() - began) / 1_000).toFixed(1);
  const counts = Object.fromEntries([...tally.statuses].sort());
  printFigures(`Requests that nobody should send, with ${answers} answers`, [
    { requests: REQUESTS, ...counts, faults: tally.faults.length, s: seconds },
  ]);
  expect(tally.faults.slice(0, MOST_SHOWN)).toEqual([]);
  expect(target.lines.filter((line) => JSON.parse(line).level >= 50).slice(0, MOST_SHOWN)).toEqual([]);
  // The dice reach every answer there is.
  const all = ['200', '400', '401', '403', '404', '405', '429', '503', 'closed'];
  expect(Object.keys(counts).sort()).toEqual(all);
}
