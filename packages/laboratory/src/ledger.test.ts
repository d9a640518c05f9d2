import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';
import { openLedger } from './ledger.ts';

function place(): string {
  const folder = mkdtempSync(join(tmpdir(), 'rekey-ledger-'));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  return join(folder, 'ledger');
}

describe('openLedger', () => {
  it('has an entry on disk once it says so', async () => {
    const path = place();
    const ledger = await openLedger(path);
    await ledger.write('first');
    expect(readFileSync(path, 'utf8')).toBe('first\n');
    await ledger.close();
  });

  it('keeps every entry of many writers, in order', async () => {
    const ledger = await openLedger(place());
    const entries = Array.from({ length: 500 }, (_, index) => `entry ${index}`);
    await Promise.all(entries.map((entry) => ledger.write(entry)));
    await ledger.write('last');
    expect(await ledger.read()).toEqual([...entries, 'last']);
    await ledger.close();
  });

  it('never goes on with another ledger', async () => {
    const path = place();
    await (await openLedger(path)).close();
    await expect(openLedger(path)).rejects.toThrow('EEXIST');
  });
});
