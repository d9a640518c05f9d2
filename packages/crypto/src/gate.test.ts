import { describe, expect, it } from 'vitest';
import { createGate } from './gate.ts';

/** Work that ends when it is told to, and remembers how much of it ran at once. */
function controlledWork() {
  const started: string[] = [];
  const ends = new Map<string, (failure?: Error) => void>();
  const work = (name: string) => () =>
    new Promise<string>((resolve, reject) => {
      started.push(name);
      ends.set(name, (failure) => (failure ? reject(failure) : resolve(name)));
    });
  const end = async (name: string, failure?: Error): Promise<void> => {
    await settled();
    ends.get(name)?.(failure);
    await settled();
  };
  return { work, end, started };
}

/** Until everything that could go on has gone on. */
const settled = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));

describe('createGate', () => {
  it('runs as much as may run at once, and not a piece more', async () => {
    const { work, started } = controlledWork();
    const gate = createGate(2, 2);
    for (const name of ['a', 'b', 'c', 'd']) gate.tryRun(work(name));
    await settled();
    expect(started).toEqual(['a', 'b']);
  });

  it('turns away what finds the line full, at once', async () => {
    const { work, started } = controlledWork();
    const gate = createGate(1, 1);
    gate.tryRun(work('a'));
    gate.tryRun(work('b'));
    expect(await gate.tryRun(work('c'))).toBe('busy');
    expect(started).toEqual(['a']);
  });

  it('lets the waiting in by their order, one for each that is done', async () => {
    const { work, end, started } = controlledWork();
    const gate = createGate(1, 2);
    const answers = ['a', 'b', 'c'].map((name) => gate.tryRun(work(name)));
    for (const name of ['a', 'b', 'c']) await end(name);
    expect(started).toEqual(['a', 'b', 'c']);
    expect(await Promise.all(answers)).toEqual(['a', 'b', 'c']);
  });

  it('gives a slot back when the work fails', async () => {
    const { work, end, started } = controlledWork();
    const gate = createGate(1, 1);
    const failing = gate.tryRun(work('a'));
    gate.tryRun(work('b'));
    await Promise.all([expect(failing).rejects.toThrow('broken'), end('a', new Error('broken'))]);
    expect(started).toEqual(['a', 'b']);
  });

  it('gives a slot back when the work throws before it begins', async () => {
    const gate = createGate(1, 0);
    const thrower = () => {
      throw new Error('no work at all');
    };
    await expect(gate.tryRun(thrower)).rejects.toThrow('no work at all');
    expect(await gate.tryRun(async () => 'next')).toBe('next');
  });

  it('never lets a newcomer overtake the line, whenever it comes', async () => {
    const { work, end, started } = controlledWork();
    const gate = createGate(1, 1);
    // Asks again as soon as the first is done, a moment before the waiting one can have begun.
    gate.tryRun(work('first')).then(() => gate.tryRun(work('newcomer')));
    gate.tryRun(work('waiting'));
    await end('first');
    expect(started).toEqual(['first', 'waiting']);
    await end('waiting');
    expect(started).toEqual(['first', 'waiting', 'newcomer']);
  });

  it('lets patient work wait beyond the bound', async () => {
    const { work, end, started } = controlledWork();
    const gate = createGate(1, 0);
    gate.run(work('a'));
    gate.run(work('b'));
    expect(await gate.tryRun(work('c'))).toBe('busy');
    await end('a');
    expect(started).toEqual(['a', 'b']);
  });
});
