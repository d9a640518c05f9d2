import { passwordHasher } from '@rekey/crypto';
import type { NewPassword } from '@rekey/domain/values';
import bcryptjs from 'bcryptjs';
import { verifyPassword } from 'better-auth/crypto';
import { describe, expect, it } from 'vitest';

const PASSWORD = 'Grüße, correct horse 7 🔑' as NewPassword;

describe('a hash that Rekey writes', () => {
  it('is read by better-auth', async () => {
    const hash = await passwordHasher({ hash: { format: 'better-auth' } }).hash(PASSWORD);
    expect(await verifyPassword({ hash, password: PASSWORD })).toBe(true);
    expect(await verifyPassword({ hash, password: `${PASSWORD}.` })).toBe(false);
  });

  it.each(['2a', '2b', '2y'])(
    'is read by bcryptjs, which Strapi and Parse Server use, with the prefix %s',
    async (prefix) => {
      const hash = await passwordHasher({ hash: { format: 'bcrypt', prefix, cost: 4 } }).hash(PASSWORD);
      expect(hash.startsWith(`$${prefix}$04$`)).toBe(true);
      expect(bcryptjs.compareSync(PASSWORD, hash)).toBe(true);
      expect(bcryptjs.compareSync(`${PASSWORD}.`, hash)).toBe(false);
    },
  );
});
