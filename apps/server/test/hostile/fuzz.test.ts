import { isLong, printFigures, rounds } from '@rekey/laboratory';
import { describe, expect, it } from 'vitest';
import { contractFaults } from './contract-faults.ts';
import { createDice, type Dice } from './dice.ts';
import { type FuzzTarget, openFuzzTarget } from './fuzz-target.ts';
import { hostileRequest } from './hostile-grammar.ts';
import { mutated } from './hostile-json.ts';
import { type HostileRequest, wireOf } from './hostile-request.ts';
import { isBare, type Lane, openLane, type Reply, readReply, sendAndHearOut } from './lane.ts';
import { allowedBy } from './oracle.ts';

const REQUESTS = rounds(100_000, 1_000_000);
const BROKEN = rounds(5_000, 50_000);
const LANES = 16;
const MOST_SHOWN = 10;

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

type Answers = 'documented' | 'private';

async function drive(lane: Lane, target: FuzzTarget, answers: Answers, dice: Dice, tally: Tally, requests: number) {
  for (let n = 0; n < requests; n += 1) {
    const request = hostileRequest(dice, target);
    const wire = wireOf(request, dice.happens(0.2) ? 1 + dice.below(2_000) : null);
    judge(tally, request, await lane.exchange(wire, request.method === 'HEAD'), answers);
  }
  lane.leave();
}

/** Whatever was sent: each answer is one of the contract's, or a bare refusal after which there are only bare refusals. */
function faultsOfBroken(text: string): readonly string[] {
  const faults: string[] = [];
  let refused = false;
  let rest = text;
  while (rest !== '' && rest !== 'HTTP/1.1 100 Continue\r\n\r\n') {
    const read = readUnasked(rest);
    if (read === null) return [...faults, `half an answer: ${rest}`];
    const { reply } = read;
    refused ||= isBare(reply);
    faults.push(...(refused ? bareFaults(reply) : contractFaults(reply, reply.body === '')));
    rest = read.rest;
  }
  return faults;
}

/** Nobody knows any more which method was asked for. An answer to HEAD announces a body that never comes. */
function readUnasked(text: string) {
  const read = readReply(text, false);
  const hasBody = read !== null && /^$|^HTTP\/1\.1 /.test(read.rest);
  return hasBody ? read : readReply(text, true);
}

/** An answer of ours behind a refusal would be to something smuggled in. */
function bareFaults(reply: Reply): readonly string[] {
  return isBare(reply) && reply.status >= 400 && reply.status < 500 ? [] : [`${reply.status} behind a refusal`];
}

describe('requests that nobody should send', () => {
  it(
    'are answered as the contract says, each of them',
    async () => {
      const began = performance.now();
      const tally: Tally = { statuses: new Map(), faults: [] };
      const targets = {
        documented: await openFuzzTarget('documented', 300),
        private: await openFuzzTarget('private', REQUESTS),
      };
      const lanes = Array.from({ length: LANES }, (_, n) => {
        const answers: Answers = n % 2 === 0 ? 'documented' : 'private';
        const target = targets[answers];
        return drive(openLane(target.port), target, answers, createDice(n), tally, REQUESTS / LANES);
      });
      await Promise.all(lanes);
      const seconds = (performance.now() - began) / 1_000;
      const faultLines = Object.values(targets).flatMap(({ lines }) =>
        lines.filter((line) => JSON.parse(line).level >= 50),
      );
      printFigures('Requests that nobody should send, over real sockets', [
        {
          requests: REQUESTS,
          ...Object.fromEntries([...tally.statuses].sort()),
          faults: tally.faults.length,
          s: seconds.toFixed(1),
        },
      ]);
      expect(tally.faults.slice(0, MOST_SHOWN)).toEqual([]);
      expect(faultLines.slice(0, MOST_SHOWN)).toEqual([]);
      // The dice reach every answer there is.
      expect([...tally.statuses.keys()].sort()).toEqual([
        '200',
        '400',
        '401',
        '403',
        '404',
        '405',
        '429',
        '503',
        'closed',
      ]);
    },
    isLong ? 1_200_000 : 240_000,
  );

  it(
    'do no harm when their bytes are broken as well',
    async () => {
      const target = await openFuzzTarget('documented', 300);
      const faults: string[] = [];
      const lanes = Array.from({ length: LANES }, async (_, n) => {
        const dice = createDice(100 + n);
        for (let sent = 0; sent < BROKEN / LANES; sent += 1) {
          const whole = wireOf(hostileRequest(dice, target), dice.happens(0.3) ? 1 + dice.below(100) : null);
          const bytes = mutated(dice, whole);
          const found = faultsOfBroken(await sendAndHearOut(target.port, bytes));
          if (found.length > 0)
            faults.push(`${found.join('; ')} for ${JSON.stringify(bytes.toString('latin1').slice(0, 400))}`);
        }
      });
      await Promise.all(lanes);
      printFigures('The same with broken bytes', [{ connections: BROKEN, faults: faults.length }]);
      expect(faults.slice(0, MOST_SHOWN)).toEqual([]);
      expect(target.lines.filter((line) => JSON.parse(line).level >= 50)).toEqual([]);
    },
    isLong ? 1_200_000 : 240_000,
  );
});
