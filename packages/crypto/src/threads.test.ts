import { describe, expect, it } from 'vitest';
import { createThreads } from './threads.ts';

const scriptOf = (answer: string) =>
  new URL(
    `data:text/javascript,${encodeURIComponent(`
      import { parentPort, threadId } from 'node:worker_threads';
      parentPort.on('message', (job) => { ${answer} });`)}`,
  );

/** Answers who it is; ends where it is told to. */
const MORTAL = scriptOf(`
  if (job === 'end') process.exit(3);
  if (job === 'break') throw new Error('broken');
  parentPort.postMessage(job === 'fail' ? { fault: new Error('no such work') } : { answer: threadId });`);

describe('createThreads', () => {
  it('gives one job after another to the same thread, and jobs at one time to one thread each', async () => {
    const threads = createThreads(MORTAL);
    const first = await threads.run('who');
    expect(await threads.run('who')).toBe(first);
    const crowd = await Promise.all(['who', 'who', 'who'].map((job) => threads.run(job)));
    expect(new Set(crowd).size).toBe(3);
    expect(crowd).toContain(first);
    expect(crowd).toContain(await threads.run('who'));
  });

  it('throws what the work threw, and keeps the thread', async () => {
    const threads = createThreads(MORTAL);
    const first = await threads.run('who');
    await expect(threads.run('fail')).rejects.toThrow('no such work');
    expect(await threads.run('who')).toBe(first);
  });

  it.each([
    ['end', 'a thread ended with 3'],
    ['break', 'broken'],
  ])('throws for the job whose thread dies (%s), and has the next done by another', async (job, message) => {
    const threads = createThreads(MORTAL);
    const first = await threads.run('who');
    const [dying, living] = [threads.run(job), threads.run('who')];
    await expect(dying).rejects.toThrow(message);
    expect(await living).not.toBe(first);
    expect(await threads.run('who')).toBe(await living);
  });

  it('throws for every job of a script that cannot be loaded', async () => {
    const threads = createThreads(new URL('file:///no/such/script.js'));
    await expect(threads.run('who')).rejects.toThrow('Cannot find module');
    await expect(threads.run('who')).rejects.toThrow('Cannot find module');
  });
});
