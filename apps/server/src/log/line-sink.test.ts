import { PassThrough, Writable } from 'node:stream';
import { describe, expect, it } from 'vitest';
import { lineSink } from './line-sink.ts';

/** Takes everything and confirms nothing, like a pipe that nobody reads. */
const stuck = () => new Writable({ write: () => undefined });

describe('lineSink', () => {
  it('writes the lines of one turn together, in order', async () => {
    const output = new PassThrough();
    const sink = lineSink(output);
    sink.write('one\n');
    sink.write('two\n');
    await sink.flush();
    expect(String(output.read())).toBe('one\ntwo\n');
  });

  it('ends its flush though nobody reads', async () => {
    const sink = lineSink(stuck());
    sink.write('one\n');
    await expect(sink.flush()).resolves.toBeUndefined();
  });

  it('keeps at most some megabytes for a reader that has stopped', async () => {
    const output = stuck();
    const sink = lineSink(output);
    const line = `${'x'.repeat(1_000_000)}\n`;
    for (let n = 0; n < 20; n += 1) {
      sink.write(line);
      await new Promise((resolve) => setImmediate(resolve));
    }
    expect(output.writableLength).toBeLessThan(6_000_000);
  });
});
