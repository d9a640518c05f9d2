import { describe, expect, it } from 'vitest';
import { JANE, janesDatabase } from '../../test/janes-database.ts';
import { rekey } from '../../test/scripted-shell.ts';

describe('rekey link', () => {
  it('prints one fresh link and nothing else', async () => {
    const { environment } = await janesDatabase();
    const { code, out } = await rekey(environment, ['link', ...JANE]);
    expect(code).toBe(0);
    expect(out).toMatch(/^https:\/\/id\.example\.com\/studio\/reset-password#[\w-]{43}$/);
    expect((await rekey(environment, ['link', ...JANE])).out).not.toBe(out);
  });

  it('exits 1 for a disabled or external user, 2 for an unknown one', async () => {
    const { environment } = await janesDatabase();
    await rekey(environment, ['user', 'add', '--username', 'lee', '--external']);
    await rekey(environment, ['user', 'add', '--username', 'dora', '--disabled']);
    const codes = ['lee', 'dora', 'nobody'].map(
      async (name) => (await rekey(environment, ['link', '--username', name])).code,
    );
    expect(await Promise.all(codes)).toEqual([1, 1, 2]);
  });

  it('wants the public URL, and no relay', async () => {
    const { url } = await janesDatabase();
    const { code, err } = await rekey({ REKEY_DATABASE_URL: url }, ['link', ...JANE]);
    expect(code).toBe(1);
    expect(err).toMatch(/^REKEY_PUBLIC_URL is missing.*$/);
  });
});

describe('rekey token revoke', () => {
  it('kills the live tokens of one user, or of everybody', async () => {
    const { environment } = await janesDatabase();
    await rekey(environment, ['link', ...JANE]);
    expect(await rekey(environment, ['token', 'revoke', ...JANE])).toMatchObject({
      code: 0,
      out: '1 live token revoked',
    });
    await rekey(environment, ['link', ...JANE]);
    await rekey(environment, ['link', ...JANE]);
    expect(await rekey(environment, ['token', 'revoke', '--all'])).toMatchObject({
      code: 0,
      out: '2 live tokens revoked',
    });
  });

  it('exits 2 for an unknown user, and 1 when it is not told whose', async () => {
    const { environment } = await janesDatabase();
    expect((await rekey(environment, ['token', 'revoke', '--username', 'nobody'])).code).toBe(2);
    expect((await rekey(environment, ['token', 'revoke'])).code).toBe(1);
    expect((await rekey(environment, ['token', 'revoke', '--all', ...JANE])).code).toBe(1);
  });
});
