import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { CONSOLE_PATHS } from './index.ts';

describe('CONSOLE_PATHS', () => {
  it.each(['/console', '/console?lang=de', '/console/user?username=/../x', '/console/pages/a_B-9.css'])(
    'has %s',
    (path) => {
      expect(CONSOLE_PATHS.test(path)).toBe(true);
    },
  );

  it.each([
    '/console/../api/letters',
    '/console/%2e%2e/api/letters',
    '/console/..%2fapi',
    '/consoles',
    '/console/',
    '//console',
    '/console/pages/../../api/letters',
    '/console\\..\\api',
    '/console#/../api',
    '/api/letters?/console',
    '/console/pages/..',
    'http://x/console/../api',
    '/console/user/x',
    '/CONSOLE',
  ])('has not %s, which may lead elsewhere', (path) => {
    expect(CONSOLE_PATHS.test(path)).toBe(false);
  });

  it('has no address that is read as one of another route', () => {
    const pieces = fc.constantFrom(
      '/',
      '.',
      '..',
      '%2e',
      '%2F',
      '\\',
      'console',
      'pages',
      'a',
      '-',
      '_',
      '?',
      '#',
      '@',
      ':',
    );
    let passed = 0;
    fc.assert(
      fc.property(fc.array(pieces, { maxLength: 8 }), (parts) => {
        const path = `/console${parts.join('')}`;
        if (!CONSOLE_PATHS.test(path)) return;
        passed += 1;
        expect(new URL(path, 'http://x').pathname).toMatch(/^\/console(?:\/|$)/);
      }),
      { numRuns: 20_000 },
    );
    expect(passed).toBeGreaterThan(1_000);
  });
});
