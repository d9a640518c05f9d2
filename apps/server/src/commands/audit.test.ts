import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { rekey, scratchFolder } from '../../test/scripted-shell.ts';

const setUp = () => ({
  REKEY_DATABASE_URL: `sqlite:${join(scratchFolder(), 'rekey.sqlite')}`,
  REKEY_PUBLIC_URL: 'https://id.example.com',
});
const JANE = ['--username', 'jane.doe'];

describe('rekey audit', () => {
  it('shows what operators did to a user, newest first, also after the user is gone, and no secret', async () => {
    const environment = setUp();
    await rekey(environment, ['user', 'add', ...JANE, '--password-stdin'], 'the first password');
    const link = (await rekey(environment, ['link', ...JANE])).out;
    await rekey(environment, ['user', 'set', ...JANE, '--email', 'jane@example.com', '--disable']);
    await rekey(environment, ['token', 'revoke', ...JANE]);
    await rekey(environment, ['user', 'remove', ...JANE]);
    await rekey(environment, ['token', 'revoke', '--all']);

    const { code, out } = await rekey(environment, ['audit', ...JANE, '--json']);
    expect(code).toBe(0);
    const events: Record<string, unknown>[] = JSON.parse(out);
    expect(events.map(({ kind, reason, count }) => [kind, reason ?? count])).toEqual([
      ['user-removed', null],
      ['tokens-revoked', 1],
      ['user-changed', 'email, enabled'],
      ['link-issued', null],
      ['user-added', null],
    ]);
    expect(events[0]).toMatchObject({
      username: 'jane.doe',
      at: expect.stringMatching(/^\d{4}-.*Z$/),
      requestedAt: null,
    });
    for (const secret of [link.slice(-43), 'argon2', 'jane@example.com']) expect(out).not.toContain(secret);

    expect(JSON.parse((await rekey(environment, ['audit', '--json', '--limit', '1'])).out)).toMatchObject([
      { kind: 'all-tokens-revoked', username: null },
    ]);
    expect((await rekey(environment, ['audit', ...JANE])).out).toMatch(/^at +kind +username/);
  });

  it('tells a user of whom nothing was recorded from a name that nobody has', async () => {
    const environment = setUp();
    await rekey(environment, ['migrate']);
    expect(await rekey(environment, ['audit', '--json'])).toMatchObject({ code: 0, out: '[]' });
    expect(await rekey(environment, ['audit', ...JANE, '--json'])).toEqual({
      code: 2,
      out: '',
      err: 'there is no user "jane.doe"',
    });
    expect((await rekey(environment, ['audit', '--username', 'jane\0'])).code).toBe(2);
  });

  it('refuses nonsense for a limit', async () => {
    expect((await rekey(setUp(), ['audit', '--limit', '0'])).code).toBe(1);
  });
});
