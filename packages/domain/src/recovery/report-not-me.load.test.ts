import { Overloaded } from '@rekey/concurrency';
import { describe, expect, it } from 'vitest';
import { crowdable } from '../../test/crowded.ts';
import { janesReports } from '../../test/reports.ts';
import type { TokenDigest } from '../values/reset-token.ts';

const { begin, inspect, report, trail, mailed } = janesReports();

describe('whoever reports', () => {
  it('does nothing where another process was quicker with the same secret', async () => {
    let quicker = false;
    await begin({
      through: (store) => ({
        ...store,
        units: {
          run: (work) =>
            store.units.run(async (unit) => {
              const use = async (digest: TokenDigest) => !quicker && unit.reports.use(digest);
              return work({ ...unit, reports: { ...unit.reports, use } });
            }),
        },
      }),
    });
    const { notMe, token } = await mailed();
    quicker = true;
    expect(await report(notMe)).toEqual({ kind: 'received' });
    expect([await inspect(token), await trail()]).toEqual([{ kind: 'good' }, []]);
  });

  it('waits for whoever has the same secret, so that no flood of one takes all transactions', async () => {
    let open = 0;
    let most = 0;
    await begin({
      through: (store) => ({
        ...store,
        units: {
          async run(work) {
            open += 1;
            most = Math.max(most, open);
            return store.units.run(work).finally(() => {
              open -= 1;
            });
          },
        },
      }),
    });
    const { notMe } = await mailed();
    await Promise.all(Array.from({ length: 20 }, () => report(notMe)));
    expect([most, (await trail()).length]).toEqual([1, 1]);
  });

  it('is told to come back where too many units wait', async () => {
    const { through, crowd } = crowdable();
    await begin({ through });
    const { notMe } = await mailed();
    crowd(true);
    await expect(report(notMe)).rejects.toBeInstanceOf(Overloaded);
    crowd(false);
    await report(notMe);
    expect(await trail()).toHaveLength(1);
  });

  it('is limited by address', async () => {
    await begin({ requestsPerMinute: 2 });
    const secret = 'A'.repeat(32);
    expect((await report(secret)).kind).toBe('received');
    expect((await report(secret)).kind).toBe('received');
    expect(await report(secret)).toMatchObject({ kind: 'too-many-requests' });
  });
});
