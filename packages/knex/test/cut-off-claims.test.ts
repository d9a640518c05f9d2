import { describe, expect, it } from 'vitest';
import { knexLetterBox } from '../src/index.ts';
import { connected, migrated } from './databases.ts';
import { CLAIM, request } from './sample-rows.ts';

const STATEMENT_MS = 1_000;
/** A row takes so long that fifty are too many, and five are not. */
const SLOW = `
  create function slow() returns trigger language plpgsql as 'begin perform pg_sleep(0.02); return new; end';
  create trigger slow before update on rekey_letters for each row execute function slow()`;

describe('a claim on PostgreSQL that takes too long', () => {
  it('is asked for a tenth the next time, and gets on', async () => {
    const [, url] = await migrated('PostgreSQL');
    const connections = connected({ url, limits: { statementMs: STATEMENT_MS } });
    const box = knexLetterBox(connections, 1_000);
    for (let n = 0; n < 60; n += 1) await box.post(request(`user ${n}`));
    await connections.write.raw(SLOW);

    const outcomes: (number | 'cut off')[] = [];
    const claimed = () => outcomes.reduce<number>((sum, each) => sum + (each === 'cut off' ? 0 : each), 0);
    while (claimed() < 60 && outcomes.length < 60) {
      outcomes.push(
        await box.claim(CLAIM).then(
          (round) => round.claimed.length,
          (fault) => {
            expect(String(fault)).toContain('statement timeout');
            return 'cut off';
          },
        ),
      );
    }
    expect(outcomes.slice(0, 2)).toEqual(['cut off', 5]);
    expect(claimed()).toBe(60);

    await connections.write.raw('drop trigger slow on rekey_letters');
    for (let n = 0; n < 200; n += 1) await box.post(request(`another ${n}`));
    const sizes: number[] = [];
    for (let n = 0; n < 6; n += 1) sizes.push((await box.claim(CLAIM)).claimed.length);
    expect(Math.max(...sizes), 'bounds grow again').toBe(50);
  }, 60_000);
});
