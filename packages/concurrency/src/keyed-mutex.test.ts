import { describe, expect, it } from 'vitest';
import { createKeyedMutex } from './keyed-mutex.ts';

describe('createKeyedMutex', () => {
  it('lets one key wait and other keys pass', async () => {
    const mutex = createKeyedMutex();
    const seen: string[] = [];
    let open = () => {};
    const gate = new Promise<void>((resolve) => {
      open = resolve;
    });
    const first = mutex.runExclusive('a', async () => {
      await gate;
      seen.push('a1');
    });
    const second = mutex.runExclusive('a', async () => void seen.push('a2'));
    await mutex.runExclusive('b', async () => void seen.push('b'));
    expect(seen).toEqual(['b']);
    open();
    await Promise.all([first, second]);
    expect(seen).toEqual(['b', 'a1', 'a2']);
  });

  it('runs nothing beside work that waited for the one before', async () => {
    const mutex = createKeyedMutex();
    let atWork = 0;
    let most = 0;
    const work = async () => {
      atWork += 1;
      most = Math.max(most, atWork);
      await new Promise((resolve) => setImmediate(resolve));
      atWork -= 1;
    };
    const second = [mutex.runExclusive('a', work), mutex.runExclusive('a', work)];
    await second[0];
    await Promise.all([...second, mutex.runExclusive('a', work)]);
    expect(most).toBe(1);
  });

  it('keeps nothing of a key whose queue is empty: strangers name as many as they like', async () => {
    const mutex = createKeyedMutex();
    await Promise.allSettled([
      mutex.runExclusive('a', async () => {}),
      mutex.runExclusive('a', () => Promise.reject(new Error('broken'))),
      mutex.runExclusive('b', async () => expect(mutex.size).toBe(2)),
    ]);
    expect(mutex.size).toBe(0);
  });

  it('goes on after work that threw, and fails only its own caller', async () => {
    const mutex = createKeyedMutex();
    const broken = mutex.runExclusive('a', () => Promise.reject(new Error('broken')));
    const next = mutex.runExclusive('a', async () => 'fine');
    await expect(broken).rejects.toThrow('broken');
    expect(await next).toBe('fine');
  });
});
