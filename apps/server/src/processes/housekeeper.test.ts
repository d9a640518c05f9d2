import type { Purged } from '@rekey/domain';
import { pino } from 'pino';
import { describe, expect, it } from 'vitest';
import { createHousekeeper } from './housekeeper.ts';

const HOUR = 3_600_000;
const full: Purged = { letters: 200, tokens: 0, audit: 3, more: true };
const rest: Purged = { letters: 7, tokens: 1, audit: 0, more: false };
const nothing: Purged = { letters: 0, tokens: 0, audit: 0, more: false };

/** A housekeeper that finds what the script says, at a clock that only the test moves. */
function open(script: readonly (Purged | Error)[]) {
  let now = 0;
  let purges = 0;
  const lines: Record<string, unknown>[] = [];
  const keepHouse = createHousekeeper({
    async purge() {
      const found = script[purges] ?? nothing;
      purges += 1;
      if (found instanceof Error) throw found;
      return found;
    },
    logger: pino({ level: 'info' }, { write: (line) => void lines.push(JSON.parse(line)) }),
    monotonicMs: () => now,
    random: () => 0.5,
  });
  const pass = (ms: number) => {
    now += ms;
  };
  return { keepHouse, pass, lines, purges: () => purges };
}

describe('createHousekeeper', () => {
  it('purges after each cycle while there is more, then about once an hour', async () => {
    const { keepHouse, pass, purges } = open([full, full, rest]);
    for (let cycle = 0; cycle < 10; cycle += 1) await keepHouse();
    expect(purges()).toBe(3);
    pass(HOUR - 1);
    await keepHouse();
    expect(purges()).toBe(3);
    pass(1);
    await keepHouse();
    expect(purges()).toBe(4);
  });

  it('says once how much it removed, and nothing where nothing was', async () => {
    const { keepHouse, pass, lines } = open([full, full, rest, nothing]);
    for (let cycle = 0; cycle < 4; cycle += 1) await keepHouse();
    pass(2 * HOUR);
    await keepHouse();
    expect(lines).toMatchObject([{ level: 30, letters: 407, tokens: 1, audit: 6 }]);
    expect(lines).toHaveLength(1);
  });

  it('survives a purge that fails, warns, and tries again an hour later', async () => {
    const { keepHouse, pass, lines, purges } = open([new Error('locked')]);
    await keepHouse();
    await keepHouse();
    expect([lines.length, lines[0]?.['level'], purges()]).toEqual([1, 40, 1]);
    pass(HOUR);
    await keepHouse();
    expect(purges()).toBe(2);
  });
});
