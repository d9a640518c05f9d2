import { describe, expect, it } from 'vitest';
import { createLetterBoxShares } from './letter-box-shares.ts';

const MAX = 100_000;

function boxWith(pending: number) {
  const shares = createLetterBoxShares(MAX);
  shares.counted(pending);
  return shares;
}

function admitted(shares: ReturnType<typeof boxWith>, network: string, wanted = MAX): number {
  let count = 0;
  while (count < wanted && shares.admit(network)) count += 1;
  return count;
}

describe('createLetterBoxShares', () => {
  it('admits nothing before the first count', () => {
    expect(createLetterBoxShares(MAX).admit('192.0.2.1')).toBe(false);
  });

  it('lets anybody fill half of the box', () => {
    expect(admitted(boxWith(0), '192.0.2.1')).toBeGreaterThan(MAX / 2);
  });

  it('leaves more than half of the rest free for others when six networks take all they get', () => {
    const shares = boxWith(MAX / 2);
    let again = true;
    while (again) again = ['1', '2', '3', '4', '5', '6'].filter((network) => shares.admit(network)).length > 0;
    expect(shares.free()).toBeGreaterThan(MAX / 4);
    expect(admitted(shares, 'another', 100)).toBe(100);
  });

  it('never goes beyond the bound, however many networks come', () => {
    const shares = boxWith(MAX - 50);
    const answers = Array.from({ length: 200 }, (_, network) => shares.admit(String(network)));
    expect(answers.filter(Boolean)).toHaveLength(50);
  });

  it('lets a network with few letters in until the last place', () => {
    const shares = boxWith(MAX - 5);
    expect(admitted(shares, '192.0.2.1')).toBe(5);
  });

  it('forgets what has left the box, for all alike', () => {
    const shares = boxWith(MAX / 2);
    const first = admitted(shares, '192.0.2.1');
    expect(shares.admit('192.0.2.1')).toBe(false);
    shares.counted(MAX / 2 + first / 2);
    expect(admitted(shares, '192.0.2.1')).toBeGreaterThan(first / 3);
    shares.counted(0);
    expect(admitted(shares, '192.0.2.1')).toBeGreaterThan(MAX / 2);
  });
});
