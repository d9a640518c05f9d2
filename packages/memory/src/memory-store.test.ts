import {
  auditReaderContract,
  auditWriterContract,
  backlogContract,
  contractRunner,
  housekeepingContract,
  letterBoxContract,
  lettersInUnitContract,
  lookUpContract,
  reportsInUnitContract,
  resetTokenStoreContract,
  sessionRevokerContract,
  tokensInUnitContract,
  unitOfWorkContract,
  userDirectoryContract,
  usersInUnitContract,
} from '@rekey/contracts';
import { type ClientAddress, type NameKey, parseSubmittedName, type UserKey } from '@rekey/domain/values';
import { describe, expect, it } from 'vitest';
import { openMemoryStore } from '../test/open-memory-store.ts';
import type { MemoryUser } from './memory-database.ts';
import { createMemoryStore } from './memory-store.ts';

const runContract = contractRunner({ describe, it });

runContract(userDirectoryContract, openMemoryStore);
runContract(usersInUnitContract, openMemoryStore);
runContract(lookUpContract, openMemoryStore);
runContract(resetTokenStoreContract, openMemoryStore);
runContract(tokensInUnitContract, openMemoryStore);
runContract(reportsInUnitContract, openMemoryStore);
runContract(letterBoxContract, openMemoryStore);
runContract(sessionRevokerContract, openMemoryStore);
runContract(lettersInUnitContract, openMemoryStore);
runContract(unitOfWorkContract, openMemoryStore);
runContract(auditWriterContract, openMemoryStore);
runContract(auditReaderContract, openMemoryStore);
runContract(housekeepingContract, openMemoryStore);
runContract(backlogContract, openMemoryStore);

const jane: MemoryUser = {
  username: 'jane.doe',
  email: 'jane.doe@example.com',
  firstName: null,
  lastName: null,
  externallyManaged: false,
  enabled: true,
  passwordHash: null,
};

describe('createMemoryStore', () => {
  it('gives a name to one user only', async () => {
    const store = createMemoryStore();
    await store.addUser(jane);
    const john = await store.addUser({ ...jane, username: 'john.doe' });
    await expect(store.addUser(jane)).rejects.toThrow('somebody has this name');
    await expect(store.changeUser(john, { username: 'jane.doe' })).rejects.toThrow('somebody has this name');
    expect((await store.readUser(john))?.username).toBe('john.doe');
  });

  it('changes nobody who is gone', async () => {
    const store = createMemoryStore();
    await expect(store.changeUser('1' as UserKey, { enabled: false })).rejects.toThrow('no user with the key 1');
  });

  it("reads the system's clock where it is given none", async () => {
    const store = createMemoryStore();
    const before = Date.now();
    await store.units.run((unit) => unit.audit.record([{ kind: 'all-tokens-revoked', count: 0 }]));
    const [entry] = await store.readAudit();
    expect(entry?.at).toBeGreaterThanOrEqual(before);
    expect(entry?.at).toBeLessThanOrEqual(Date.now());
  });

  it('keeps the newest 20,000 events and settled letters, so that its memory is bounded', async () => {
    const store = createMemoryStore({ maxPendingLetters: 100_000 });
    const submittedName = parseSubmittedName('jane.doe') ?? expect.fail();
    const request = {
      kind: 'reset',
      submittedName,
      nameKey: 'jane.doe' as NameKey,
      address: '::1' as ClientAddress,
    } as const;
    for (let round = 0; round < 3; round += 1) {
      for (let posted = 0; posted < 9_000; posted += 1) await store.letters.post(request);
      const ageCapMs = { reset: 60_000, notice: 60_000 };
      const { claimed } = await store.letters.claim({
        limit: 1,
        suspects: false,
        leaseMs: 60_000,
        longestDelayMs: 60_000,
        ageCapMs,
      });
      const settlements = claimed.map((claim) => ({ claim, fate: { state: 'sent' } }) as const);
      await store.units.run(({ letters }) => letters.settle(settlements));
    }
    await store.units.run(async ({ audit }) => {
      for (let count = 1; count <= 20_010; count += 1) await audit.record([{ kind: 'all-tokens-revoked', count }]);
    });
    expect(await store.letters.list({ limit: 100_000 })).toHaveLength(20_001);
    const events = await store.readAudit();
    expect([events.length, events[0]?.event]).toEqual([20_000, { kind: 'all-tokens-revoked', count: 11 }]);
  });
});
