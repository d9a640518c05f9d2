import type { MemoryStore } from '@rekey/memory';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { CommitUnknown } from '../src/ports/unit-of-work.ts';
import { paced } from './paced.ts';
import { userRow } from './rows.ts';
import { tokenFor } from './tokens.ts';
import { HERE, NEW_PASSWORD, openWorld } from './world.ts';

const RUNS = { numRuns: 200 };
const STATEMENTS = ['begin', 'hold', 'consume', 'replacePassword', 'revokeAllOf', 'proveDelivered', 'post', 'record'];

type Fate = 'well' | 'lost after it landed' | 'lost before it landed' | (typeof STATEMENTS)[number];

class NotCommitted extends Error {}

/** A database whose first units end as they are told: well, at a statement that fails, or with the answer to their COMMIT lost. */
function breaking(store: MemoryStore, fates: Fate[]): MemoryStore {
  const breakAt = (fate: Fate | undefined) => async (statement: string) => {
    if (statement === fate) throw new Error(`a fault at ${statement}`);
  };
  return {
    ...store,
    units: {
      async run(work) {
        const fate = fates.shift();
        if (fate === 'lost before it landed') await rolledBack(store, work);
        const result = await paced(store, breakAt(fate)).units.run(work);
        if (fate === 'lost after it landed') throw new CommitUnknown(new Error('the line was cut'));
        return result;
      },
    },
  };
}

async function rolledBack(store: MemoryStore, work: Parameters<MemoryStore['units']['run']>[0]): Promise<never> {
  try {
    await store.units.run(async (unit) => {
      await work(unit);
      throw new NotCommitted();
    });
  } catch (fault) {
    if (!(fault instanceof NotCommitted)) throw fault;
  }
  throw new CommitUnknown(new Error('the line was cut'));
}

describe('P10: a fault at any statement or COMMIT', () => {
  it('is 200 if and only if the hash is committed, and a fault never hides a change that landed', () =>
    fc.assert(
      fc.asyncProperty(
        fc.array(fc.constantFrom<Fate>('well', 'lost after it landed', 'lost before it landed', ...STATEMENTS), {
          maxLength: 4,
        }),
        async (fates) => {
          let broken: Fate[] = [];
          const world = openWorld({
            through: (store) => ({ ...store, units: { run: (work) => breaking(store, broken).units.run(work) } }),
          });
          await world.store.addUser(userRow());
          const token = await tokenFor(world, 'jane.doe');
          broken = [...fates];
          const outcome = await world
            .setPassword({ token, newPassword: NEW_PASSWORD, address: HERE })
            .catch((fault: unknown) => fault);
          const changes = (await world.store.readAudit()).length;
          const changed = (outcome as { kind?: string }).kind === 'changed';
          expect(changes).toBe(changed ? 1 : 0);
          expect(changed || outcome instanceof Error).toBe(true);
        },
      ),
      RUNS,
    ));
});
