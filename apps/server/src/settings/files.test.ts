import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';
import { readLogo } from './files.ts';

function fileWith(name: string, bytes: number): string {
  const folder = mkdtempSync(join(tmpdir(), 'rekey-logo-'));
  onTestFinished(() => rmSync(folder, { recursive: true }));
  const path = join(folder, name);
  writeFileSync(path, Buffer.alloc(bytes));
  return path;
}

describe('readLogo', () => {
  it.each([
    ['logo.svg', 'image/svg+xml'],
    ['Logo.PNG', 'image/png'],
    ['logo.jpeg', 'image/jpeg'],
    ['logo.webp', 'image/webp'],
  ])('takes %s for %s', (name, type) => {
    expect(readLogo(fileWith(name, 3))).toEqual({ type, bytes: Buffer.alloc(3) });
  });

  it('takes no file that is absent, too large or no picture', () => {
    expect(readLogo('/nowhere/logo.svg')).toBe(undefined);
    expect(readLogo(fileWith('logo.png', 102_401))).toBe(undefined);
    expect(readLogo(fileWith('logo.html', 3))).toBe(undefined);
  });
});
