import { isLong } from '@rekey/laboratory';
import { describe, expect, it } from 'vitest';
import { fuzzAgainstContract } from './fuzz-against-contract.ts';

describe('requests that nobody should send, with documented answers,', () => {
  it(
    'are answered as the contract says, each of them',
    async () => {
      await expect(fuzzAgainstContract('documented')).resolves.toBeUndefined();
    },
    isLong ? 1_200_000 : 240_000,
  );
});
