import { isLong, printFigures, rounds } from '@rekey/laboratory';
import { describe, expect, it } from 'vitest';
import { PUBLIC_URL } from './contract-faults.ts';
import { createDice } from './dice.ts';
import { openFuzzTarget } from './fuzz-target.ts';
import { type HostileRequest, wireOf } from './hostile-request.ts';
import { hostileVisit } from './hostile-visit.ts';
import { isBare, openLane, type Reply } from './lane.ts';

const VISITS = rounds(5_000, 200_000);
const LANES = 8;
const STATUSES = [200, 302, 303, 400, 401, 403, 404, 405, 429, 503];
const TYPES = /^(text\/html|application\/json); charset=utf-8$/;
const LOCATION = new RegExp(`^(${PUBLIC_URL}/)?[a-z-]+(\\?[a-z=&]*)?$`);

/** Every way in which an answer is not what a page of ours may send. */
function pageFaults(reply: Reply, { method, target }: HostileRequest): readonly string[] {
  const headers = new Map(reply.headers);
  const location = headers.get('location');
  const type = headers.get('content-type');
  const checks: readonly (readonly [fault: string, fine: boolean])[] = [
    [`status ${reply.status}`, STATUSES.includes(reply.status)],
    [`type ${type}`, type === undefined || TYPES.test(type)],
    ['cached', headers.get('cache-control') === 'no-store' || target.startsWith('/.well-known')],
    [`leads to ${location}`, location === undefined || LOCATION.test(location)],
    ['sets a cookie', !headers.has('set-cookie')],
    ['has a script of a stranger', !reply.body.includes('<svg/onload')],
    ['is HTML without a policy', !type?.startsWith('text/html') || headers.has('content-security-policy')],
    ['HEAD has a body', method !== 'HEAD' || reply.body === ''],
  ];
  return checks.filter(([, fine]) => !fine).map(([fault]) => fault);
}

describe('pages that nobody should ask for like this', () => {
  it(
    'are answered with a page, and run nothing of a stranger',
    async () => {
      const target = await openFuzzTarget('documented', VISITS, 'on');
      const faults: string[] = [];
      const statuses: Record<string, number> = {};
      const lanes = Array.from({ length: LANES }, async (_, n) => {
        const dice = createDice(200 + n);
        const lane = openLane(target.port);
        for (let visit = 0; visit < VISITS / LANES; visit += 1) {
          const request = hostileVisit(dice, target);
          const reply = await lane.exchange(wireOf(request, null), request.method === 'HEAD');
          if (reply === 'closed' || isBare(reply)) continue;
          statuses[reply.status] = (statuses[reply.status] ?? 0) + 1;
          const found = pageFaults(reply, request);
          if (found.length > 0) faults.push(`${found.join('; ')} for ${JSON.stringify(request).slice(0, 600)}`);
        }
        lane.leave();
      });
      await Promise.all(lanes);
      printFigures('Visits to the pages that nobody should make', [
        { visits: VISITS, ...statuses, faults: faults.length },
      ]);
      expect(faults.slice(0, 10)).toEqual([]);
      expect(target.lines.filter((line) => JSON.parse(line).level >= 50).slice(0, 10)).toEqual([]);
      expect(Object.keys(statuses)).toEqual(expect.arrayContaining(['200', '302', '303', '400', '403', '404', '405']));
    },
    isLong ? 600_000 : 120_000,
  );
});
