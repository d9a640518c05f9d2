import { join } from 'node:path';
import { type ClientAddress, nameKeyOf, parseSubmittedName, type ResetRequest } from '@rekey/domain/values';
import { connect, openDatabase } from '@rekey/knex';
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
    REKEY_OPERATOR_EMAIL: 'operator@example.com',
  };
  await rekey(environment, ['migrate']);
  return { environment, relay };
}

const CLAIM = {
  limit: 1,
  suspects: false,
  leaseMs: 60_000,
  longestDelayMs: 1e9,
  ageCapMs: { reset: 1e9, notice: 1e9 },
};
const REFUSED = { state: 'pending', delayMs: 5_000, doubt: false, blame: 'channel' } as const;

function request(name: string): ResetRequest {
  const submittedName = parseSubmittedName(name);
  if (submittedName === null) throw new Error(`no name: ${name}`);
  return { kind: 'reset', submittedName, nameKey: nameKeyOf(name), address: '192.0.2.1' as ClientAddress };
}

describe('rekey doctor', () => {
  it('finds a sound installation sound, and sends nothing', async () => {
    const { environment, relay } = await setUp();
    const { code, out } = await rekey(environment, ['doctor']);
    expect(out.split('\n').map((line) => line.replace(/:.*/, ''))).toEqual([
      'ok     settings',
      'ok     database',
      'ok     migrations',
      'ok     addresses',
      'ok     mail',
      'ok     hashes',
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

  it('says since when no mail has gone out, although the relay can be reached', async () => {
    const { environment } = await setUp();
    // A store whose clock is eight minutes behind: what it keeps happened eight minutes ago.
    const past = openDatabase({ url: environment.REKEY_DATABASE_URL, clock: () => Date.now() - 8 * 60_000 });
    await past.letters.post(request('jane'));
    const { claimed } = await past.letters.claim(CLAIM);
    const error = '553 <jane@example.com> sender refused';
    await past.units.run(async ({ letters }) => {
      await letters.settle(claimed.map((claim) => ({ claim, fate: { ...REFUSED, error } })));
    });
    await past.close();
    const { code, out } = await rekey(environment, ['doctor']);
    expect(code).toBe(1);
    expect(out).toMatch(/^WRONG {2}mail: no mail has gone out for 8 min \(since 20\d\d-.*Z\): 553 .*sender refused/m);
    expect(out).not.toContain('jane@');
    expect(out).toMatch(/^ok +relay/m);
  });

  it('counts the users to whom no mail can go, by kind and without an address', async () => {
    const { environment } = await setUp();
    const host = connect({ url: environment.REKEY_DATABASE_URL });
    const emails = [null, '', 'a@example.com, b@example.com', 'ask the front desk', ' Jane <j@bücher.example> '];
    for (const [index, email] of emails.entries()) {
      await host.write.raw('insert into users (username, email) values (?, ?)', [`user ${index}`, email]);
    }
    await host.close();
    const { out } = await rekey(environment, ['doctor']);
    const line = out.split('\n').find((each) => each.includes('addresses:')) ?? '';
    expect(line).toMatch(/mail cannot go to some: .*2 have no address/);
    expect(line).toContain('1 have several in one field');
    expect(line).toContain('1 have something that is no address');
    expect(line).not.toMatch(/@|front desk/);
  });

  it('says that a letter waits for a courier', async () => {
    const { environment } = await setUp();
    const past = openDatabase({ url: environment.REKEY_DATABASE_URL, clock: () => Date.now() - 6 * 60_000 });
    await past.letters.post(request('jane'));
    await past.close();
    const { code, out } = await rekey(environment, ['doctor']);
    expect(code).toBe(1);
    expect(out).toMatch(/^WRONG {2}mail: a letter has been due for 6 min .*start a courier/m);
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
