import { Overloaded } from '@rekey/concurrency';
import type { MemoryStore } from '@rekey/memory';
import { describe, expect, it } from 'vitest';
import { janesWorld } from '../../test/jane.ts';
import { tokenFor } from '../../test/tokens.ts';
import { NEW_PASSWORD } from '../../test/world.ts';
import { CommitUnknown } from '../ports/unit-of-work.ts';

const { begin, world, jane, set, opens } = janesWorld();

describe('a commit whose answer is lost', () => {
  /** The connection breaks at the next commits: `landed` says, for each, whether the database had committed. */
  const losing =
    (landed: boolean[]) =>
    (store: MemoryStore): MemoryStore => ({
      ...store,
      units: {
        async run(work) {
          const commits = landed.shift();
          if (commits === undefined) return store.units.run(work);
          if (commits) await store.units.run(work);
          else
            await store.units
              .run(async (unit) => Promise.reject(new RolledBack(await work(unit))))
              .catch(ignoreRollback);
          throw new CommitUnknown(new Error('connection reset'));
        },
      },
    });

  class RolledBack extends Error {
    readonly result: unknown;
    constructor(result: unknown) {
      super('rolled back');
      this.result = result;
    }
  }
  const ignoreRollback = (fault: unknown) => {
    if (!(fault instanceof RolledBack)) throw fault;
  };

  it.each([
    ['it had landed', [true]],
    ['it had not: it is run again', [false]],
    ['two in a row had not', [false, false]],
    ['the second had landed', [false, true]],
  ])('is looked up and answered with success when %s', async (_, landed) => {
    const faults: boolean[] = [];
    await begin({ through: losing(faults) });
    const token = await tokenFor(world(), 'jane.doe');
    faults.push(...landed);
    expect(await set(token)).toMatchObject({ kind: 'changed', user: { username: 'jane.doe' } });
    expect(await opens(NEW_PASSWORD)).toBe(true);
    expect(await world().store.readAudit()).toHaveLength(1);
  });

  it('is a fault, and not a reason to come back, where nothing can be run again to find out', async () => {
    const faults: boolean[] = [];
    let crowded = false;
    await begin({
      through: (store) => {
        const lossy = losing(faults)(store);
        const crowd = { run: () => Promise.reject(new Overloaded('too many units wait')) };
        return { ...lossy, units: { run: (work) => (crowded && faults.length === 0 ? crowd : lossy.units).run(work) } };
      },
    });
    const token = await tokenFor(world(), 'jane.doe');
    faults.push(false);
    crowded = true;
    await expect(set(token)).rejects.toThrow('cannot be confirmed');
  });

  it('is a success where it lands late, and makes the second run too late', async () => {
    let late: (() => Promise<unknown>) | undefined;
    let slow = false;
    await begin({
      through: (store) => ({
        ...store,
        units: {
          async run(work) {
            if (slow) {
              slow = false;
              late = () => store.units.run(work);
              return losing([false])(store).units.run(work);
            }
            await late?.();
            late = undefined;
            return store.units.run(work);
          },
        },
      }),
    });
    const token = await tokenFor(world(), 'jane.doe');
    slow = true;
    expect(await set(token)).toMatchObject({ kind: 'changed', user: { username: 'jane.doe' } });
    expect(await world().store.readAudit()).toHaveLength(1);
  });

  it('is a fault where somebody else has changed the user since: nobody can tell any more', async () => {
    const faults: boolean[] = [];
    await begin({
      through: (store) => ({
        ...losing(faults)(store),
        directory: {
          ...store.directory,
          async findByKey(key) {
            if (moved) await store.changeUser(key, { email: 'intruder@example.com' });
            return store.directory.findByKey(key);
          },
        },
      }),
    });
    let moved = false;
    const token = await tokenFor(world(), 'jane.doe');
    world().atNextHash(() => {
      moved = true;
      faults.push(true);
    });
    await expect(set(token)).rejects.toThrow('cannot be confirmed');
  });

  it('is nothing to be told of where it would have written nothing', async () => {
    const faults: boolean[] = [];
    await begin({ through: losing(faults) });
    const token = await tokenFor(world(), 'jane.doe');
    world().atNextHash(async () => {
      await world().store.changeUser(jane(), { enabled: false });
      faults.push(true);
    });
    expect(await set(token)).toEqual({ kind: 'bad-token' });
  });

  it('is a fault after three that did not land', async () => {
    const faults: boolean[] = [];
    await begin({ through: losing(faults) });
    const token = await tokenFor(world(), 'jane.doe');
    faults.push(false, false, false);
    await expect(set(token)).rejects.toThrow('cannot be confirmed');
    expect(await opens(NEW_PASSWORD)).toBe(false);
  });
});
