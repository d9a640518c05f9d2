import { join } from 'node:path';
import { freePort, startSmtpServer } from '@rekey/laboratory';
import { describe, expect, it, onTestFinished } from 'vitest';
import { rekey, scratchFolder } from '../../test/scripted-shell.ts';

async function setUp() {
  const relay = await startSmtpServer({ tls: 'none' });
  onTestFinished(() => relay.stop());
  const environment = {
    REKEY_DATABASE_URL: `sqlite:${join(scratchFolder(), 'rekey.sqlite')}`,
    REKEY_PUBLIC_URL: 'https://id.example.com',
    REKEY_SMTP_URL: `smtp://127.0.0.1:${relay.port}?tls=off`,
    REKEY_MAIL_FROM: 'Rekey <no-reply@example.com>',
  };
  await rekey(environment, ['migrate']);
  return { environment, relay };
}

describe('rekey doctor', () => {
  it('finds a sound installation sound, and sends nothing', async () => {
    const { environment, relay } = await setUp();
    const { code, out } = await rekey(environment, ['doctor']);
    expect(out.split('\n').map((line) => line.replace(/:.*/, ''))).toEqual([
      'ok     settings',
      'ok     database',
      'ok     migrations',
      'ok     relay',
    ]);
    expect(code).toBe(0);
    expect(relay.mails).toEqual([]);
  });

  it('tells every bad setting, and looks at the rest all the same', async () => {
    const { environment } = await setUp();
    const { code, out } = await rekey({ ...environment, REKEY_PUBLIC_URL: '', REKEY_PORT: 'x' }, ['doctor']);
    expect(code).toBe(1);
    expect(out).toMatch(/^WRONG {2}settings: REKEY_PUBLIC_URL is missing/m);
    expect(out).toMatch(/^WRONG {2}settings: REKEY_PORT wants/m);
    expect(out).toMatch(/^ok +relay/m);
  });

  it('says how to mend a schema that is behind and a file that is not there', async () => {
    const { environment } = await setUp();
    const { code, out } = await rekey({ ...environment, REKEY_DATABASE_URL: 'sqlite:/nowhere/x.sqlite' }, ['doctor']);
    expect(code).toBe(1);
    expect(out).toMatch(/^WRONG {2}database: .*rekey migrate/m);
  });

  it('says how to mend a relay that is not there, without its password', async () => {
    const { environment } = await setUp();
    const REKEY_SMTP_URL = `smtp://user:hunter2@127.0.0.1:${await freePort()}`;
    const { code, out } = await rekey({ ...environment, REKEY_SMTP_URL }, ['doctor']);
    expect(code).toBe(1);
    expect(out).toMatch(/^WRONG {2}relay: .*REKEY_SMTP_URL/m);
    expect(out).not.toContain('hunter2');
  });

  it('finds a relay that cannot do TLS where TLS is wanted', async () => {
    const { environment, relay } = await setUp();
    const { code, out } = await rekey({ ...environment, REKEY_SMTP_URL: `smtp://127.0.0.1:${relay.port}` }, ['doctor']);
    expect(code).toBe(1);
    expect(out).toMatch(/^WRONG {2}relay: /m);
  });
});
