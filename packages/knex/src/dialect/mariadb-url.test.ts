import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';
import { mariadbAddress, tlsOf } from './mariadb-url.ts';

describe('mariadbAddress', () => {
  it('reads where a URL leads, and shows neither user nor password', () => {
    expect(mariadbAddress('mysql://re%40key:p%2Fw@db.example.com/studio')).toEqual({
      host: 'db.example.com',
      port: 3306,
      user: 're@key',
      password: 'p/w',
      database: 'studio',
      tls: null,
      place: 'mysql://db.example.com/studio',
    });
    expect(mariadbAddress('mariadb://rekey@[::1]:3307/studio')).toMatchObject({ host: '::1', port: 3307 });
  });

  it.each([
    'mysql://db.example.com',
    'mysql://db.example.com/',
    'mysql://db.example.com/studio?ssl=true',
    'mysql://db.example.com/studio?ssl-mode=preferred',
  ])('takes nothing that would end elsewhere or in the clear: %s', (url) => {
    expect(mariadbAddress(url)).toBeNull();
  });

  it('has the certificate and its name verified wherever TLS is asked for, by a private authority if one is named', () => {
    const folder = mkdtempSync(join(tmpdir(), 'rekey-authority-'));
    onTestFinished(() => rmSync(folder, { recursive: true }));
    const file = join(folder, 'ca.pem');
    writeFileSync(file, 'an authority');
    const verified = { rejectUnauthorized: true, verifyIdentity: true, servername: 'db' };
    for (const mode of ['required', 'VERIFY_CA', 'verify_identity']) {
      const address = mariadbAddress(`mysql://rekey@db/studio?ssl-mode=${mode}`);
      expect(address === null ? null : tlsOf(address)).toMatchObject({ ssl: verified });
    }
    const address = mariadbAddress(
      `mysql://rekey@db/studio?ssl-mode=verify_identity&ssl-ca=${encodeURIComponent(file)}`,
    );
    expect(address === null ? null : tlsOf(address)).toMatchObject({ ssl: { ...verified, ca: 'an authority' } });
  });
});
