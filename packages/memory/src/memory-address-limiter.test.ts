import { addressLimiterContract, contractRunner } from '@rekey/contracts';
import type { ClientAddress } from '@rekey/domain/values';
import { describe, expect, it } from 'vitest';
import { openMemoryLimiter } from '../test/open-memory-limiter.ts';
import { memoryAddressLimiter } from './memory-address-limiter.ts';

const runContract = contractRunner({ describe, it });

runContract(addressLimiterContract, openMemoryLimiter);

describe('memoryAddressLimiter', () => {
  it('remembers so many addresses and forgets the one that came first', async () => {
    const limiter = memoryAddressLimiter({ requests: 1, windowMs: 60_000, maxAddresses: 2 });
    const step = async (address: string) => (await limiter.step(address as ClientAddress)).ok;
    expect([await step('a'), await step('a'), await step('b')]).toEqual([true, false, true]);
    expect([await step('a'), await step('c')]).toEqual([false, true]);
    expect([await step('b'), await step('a'), await step('c')]).toEqual([false, true, false]);
  });
});
