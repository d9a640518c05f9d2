import { describe, expect, it } from 'vitest';
import { createReadiness, type Missing } from './readiness.ts';

function openReadiness(limitMs?: number) {
  const world = { nowMs: 0, draining: false, asked: 0, told: [] as Missing[], answer: async () => true };
  const readiness = createReadiness({
    isMigrated: () => {
      world.asked += 1;
      return world.answer();
    },
    isDraining: () => world.draining,
    monotonicMs: () => world.nowMs,
    tell: (missing) => void world.told.push(missing),
    ...(limitMs !== undefined && { limitMs }),
  });
  return { world, readiness };
}

describe('createReadiness', () => {
  it('says what is missing, and tells of each change once', async () => {
    const { world, readiness } = openReadiness();
    const answers: Missing[] = [];
    for (const answer of [
      async () => true,
      async () => false,
      () => Promise.reject(new Error('away')),
      async () => true,
    ]) {
      world.answer = answer;
      answers.push(await readiness());
      world.nowMs += 1_000;
    }
    expect(answers).toEqual([null, 'schema', 'database', null]);
    expect(world.told).toEqual(['schema', 'database', null]);
  });

  it('asks the database once a second, however many ask for it', async () => {
    const { world, readiness } = openReadiness();
    await Promise.all(Array.from({ length: 1_000 }, readiness));
    world.nowMs = 999;
    await readiness();
    expect(world.asked).toBe(1);
    world.nowMs = 1_000;
    await readiness();
    expect(world.asked).toBe(2);
  });

  it('waits for no database that hangs, and asks it no second question meanwhile', async () => {
    const { world, readiness } = openReadiness(1);
    let answerLate = (_: boolean) => {};
    world.answer = () =>
      new Promise((resolve) => {
        answerLate = resolve;
      });
    for (let times = 0; times < 3; times += 1) {
      expect(await readiness()).toBe('database');
      world.nowMs += 1_000;
    }
    expect(world.asked).toBe(1);
    answerLate(true);
    world.answer = async () => true;
    await expect.poll(readiness).toBe(null);
  });

  it('drains without a question', async () => {
    const { world, readiness } = openReadiness();
    world.draining = true;
    expect(await readiness()).toBe('draining');
    expect(world.asked).toBe(0);
  });
});
