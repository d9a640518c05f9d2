import { describe, expect, it } from 'vitest';
import { laravel } from './applications/laravel.ts';
import { hostDatabase } from './attached-database.ts';
import { serveAttached } from './attached-service.ts';
import { OLD_PASSWORD, oldHash } from './old-hashes.ts';

const tooLong = {
  status: 400,
  body: { message: 'Invalid parameter(s)', reasons: [{ code: 'too-long', maximum: 72, unit: 'bytes' }] },
};

describe('an application that hashes with bcrypt', () => {
  it('gets no password of more than 72 bytes, whose end would not count, and says so before and after', async () => {
    const host = await hostDatabase();
    await host.run([...laravel.tables, ...laravel.addJane(await oldHash(laravel.hash))]);
    const stage = await serveAttached(host, 'laravel');
    await stage.ask(laravel.typed);
    const token = await stage.tokenMailedTo('jane@example.com');

    const longest = 'ü'.repeat(36);
    expect(await stage.setPassword(token, `${longest}x`)).toMatchObject(tooLong);
    expect(await stage.setPassword(token, 'a password with a \0 in it')).toMatchObject(tooLong);
    expect(await (await fetch(`${stage.origin}/reset-password`)).text()).toContain('At most 72 bytes');

    expect((await stage.setPassword(token, longest)).status).toBe(200);
    expect(await stage.opens(laravel.typed, longest)).toBe(true);
    expect(await stage.opens(laravel.typed, `${longest}x`)).toBe(false);
    expect(await stage.opens(laravel.typed, OLD_PASSWORD)).toBe(false);
  });
});
