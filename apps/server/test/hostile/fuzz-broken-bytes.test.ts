import { isLong, printFigures, rounds } from '@rekey/laboratory';
import { describe, expect, it } from 'vitest';
import { contractFaults } from './contract-faults.ts';
import { createDice } from './dice.ts';
import { openFuzzTarget } from './fuzz-target.ts';
import { hostileRequest } from './hostile-grammar.ts';
import { mutated } from './hostile-json.ts';
import { wireOf } from './hostile-request.ts';
import { isBare, type Reply, readReply, sendAndHearOut } from './lane.ts';

const BROKEN = rounds(4_800, 48_000);
const LANES = 16;
const MOST_SHOWN = 10;

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

describe('requests whose bytes are broken', () => {
  it(
    'do no harm',
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
