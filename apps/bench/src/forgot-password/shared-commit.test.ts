import { describe, expect, it } from 'vitest';
import { shareCommits } from './shared-commit.ts';

describe('shareCommits', () => {
  it('inserts together what came while an insert was under way', async () => {
    const batches: (readonly number[])[] = [];
    const post = shareCommits<number>(async (rows) => {
      batches.push(rows);
      if (batches.length === 1) later.push(post(3), post(4));
    });
    const later: Promise<void>[] = [];
    await Promise.all([post(1), post(2)]);
    await Promise.all(later);
    expect(batches).toEqual([
      [1, 2],
      [3, 4],
    ]);
  });

  it('fails those whose insert failed, and goes on with the next', async () => {
    let inserts = 0;
    const post = shareCommits<number>(async () => {
      inserts += 1;
      if (inserts === 1) throw new Error('the disk is full');
    });
    await expect(post(1)).rejects.toThrow('the disk is full');
    await expect(post(2)).resolves.toBeUndefined();
  });

  it('never inserts more than 400 at once', async () => {
    const sizes: number[] = [];
    const post = shareCommits<number>(async (rows) => void sizes.push(rows.length));
    await Promise.all(Array.from({ length: 1_000 }, (_, row) => post(row)));
    expect(sizes).toEqual([400, 400, 200]);
  });
});
