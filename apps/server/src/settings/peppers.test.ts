import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { rekey, scratchFolder } from '../../test/scripted-shell.ts';

const KEY = Buffer.alloc(32, 7).toString('base64');
const JANE = ['--username', 'jane', '--password-stdin'];

function setUp() {
  const folder = scratchFolder();
  const path = join(folder, 'peppers');
  const environment = { REKEY_DATABASE_URL: `sqlite:${join(folder, 'rekey.sqlite')}` };
  const peppered = { ...environment, REKEY_PEPPERS: path };
  return { environment, peppered, write: (text: string) => writeFileSync(path, text) };
}

describe('REKEY_PEPPERS', () => {
  it('goes into hashes, which open after a rotation and not without the file', async () => {
    const { environment, peppered, write } = setUp();
    write(`2025 ${KEY}\n`);
    await rekey(peppered, ['user', 'add', ...JANE], 'what jane typed');
    write(`2026 ${KEY.replace('B', 'C')}\n2025 ${KEY}\n`);
    expect((await rekey(peppered, ['user', 'verify', ...JANE], 'what jane typed')).code).toBe(0);
    expect((await rekey(peppered, ['user', 'verify', ...JANE], 'something else')).code).toBe(1);
    expect((await rekey(environment, ['user', 'verify', ...JANE], 'what jane typed')).code).toBe(1);
  });

  it.each([
    ['is no file', undefined],
    ['holds no pepper', '\n'],
    ['holds a key that is too short', `2026 ${KEY.slice(4)}`],
  ])('is refused in one line, and not quoted, where it %s', async (_what, text) => {
    const { peppered, write } = setUp();
    if (text !== undefined) write(text);
    const { code, err } = await rekey(peppered, ['user', 'add', ...JANE], 'x');
    expect(code).toBe(1);
    expect(err).toMatch(/^REKEY_PEPPERS wants [^\n]*$/);
    expect(err).not.toContain(KEY.slice(4, 20));
  });
});
