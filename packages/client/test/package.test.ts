import { readFileSync } from 'node:fs';
import { gzipSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import { CHANGES, INSPECTIONS } from '../../hapi/test/situations.ts';
import { createRekeyClient } from '../src/index.ts';
import { bundle } from './bundle.ts';
import { choosePassword } from './example.ts';

describe('the package', () => {
  it('takes less than 2 kB of a page', async () => {
    const code = await bundle();
    const bytes = gzipSync(code).length;
    console.log(`@rekey/client: ${code.length} bytes minified, ${bytes} with gzip`);
    expect(bytes).toBeLessThan(2_048);
  });

  it('has an example that works', async () => {
    const { port, token } = await CHANGES.rejected();
    const rekey = createRekeyClient(`http://127.0.0.1:${port}`);
    expect(await choosePassword(rekey, token, 'short')).toBe('Choose another password: too-short.');
    expect(await choosePassword(rekey, token, 'a long new password')).toBe('Sign in with your new password.');
    expect(await choosePassword(rekey, token, 'a long new password')).toMatch(/^This link is no longer good/);
    const limited = await INSPECTIONS['too-many-requests']();
    const busy = createRekeyClient(`http://127.0.0.1:${limited.port}`);
    expect(await choosePassword(busy, limited.token, 'a long new password')).toMatch(/^Try again in \d+ seconds/);
  });

  it('has the example in its README, line for line', () => {
    const [readme, example] = ['../README.md', './example.ts'].map((path) =>
      readFileSync(new URL(path, import.meta.url), 'utf8'),
    );
    expect(readme).toContain(`\`\`\`ts\n${example?.replace('../src/index.ts', '@rekey/client')}\`\`\``);
  });
});
