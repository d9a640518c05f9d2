import { isLong } from '@rekey/laboratory';
import { describe, expect, it } from 'vitest';
import { fuzzAgainstContract } from './fuzz-against-contract.ts';

describe('requests that nobody should send, with private answers,', () => {
  it(
    'are answered as the contract says, each of them',
    async () => {
      await expect(fuzzAgainstContract('private')).resolves.toBeUndefined();
    },
    isLong ? 1_200_000 : 240_000,
  );
});
