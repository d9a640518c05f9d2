import { describe, expect, it } from 'vitest';
import { createTurns } from './turns.ts';

describe('createTurns', () => {
  it('lets one key wait and other keys pass', async () => {
    const turns = createTurns();
    const seen: string[] = [];
    let open = () => {};
    const gate = new Promise<void>((resolve) => {
      open = resolve;
    });
    const first = turns.take('a', async () => {
      await gate;
      seen.push('a1');
    });
    const second = turns.take('a', async () => void seen.push('a2'));
    await turns.take('b', async () => void seen.push('b'));
    expect(seen).toEqual(['b']);
    open();
    await Promise.all([first, second]);
    expect(seen).toEqual(['b', 'a1', 'a2']);
  });

  it('lets nobody in beside whoever waited for the one before', async () => {
    const turns = createTurns();
    let atWork = 0;
    let most = 0;
    const work = async () => {
      atWork += 1;
      most = Math.max(most, atWork);
      await new Promise((resolve) => setImmediate(resolve));
      atWork -= 1;
    };
    const second = [turns.take('a', work), turns.take('a', work)];
    await second[0];
    await Promise.all([...second, turns.take('a', work)]);
    expect(most).toBe(1);
  });

  it('keeps nothing of a key under which nobody waits: strangers name as many as they like', async () => {
    const turns = createTurns();
    await Promise.allSettled([
      turns.take('a', async () => {}),
      turns.take('a', () => Promise.reject(new Error('broken'))),
      turns.take('b', async () => expect(turns.keys).toBe(2)),
    ]);
    expect(turns.keys).toBe(0);
  });

  it('goes on after a turn that threw, and tells only its own caller', async () => {
    const turns = createTurns();
    const broken = turns.take('a', () => Promise.reject(new Error('broken')));
    const next = turns.take('a', async () => 'fine');
    await expect(broken).rejects.toThrow('broken');
    expect(await next).toBe('fine');
  });
});
