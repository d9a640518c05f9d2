import { createHash } from 'node:crypto';
import { writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { connect } from '@rekey/knex';
import { describe, expect, it, onTestFinished } from 'vitest';
import { logged, settingsForTest, startRekey } from './rekey-process.ts';
import { rekey, scratchFolder } from './scripted-shell.ts';

const JANE = ['--username', 'jane'];
const PEPPER = Buffer.alloc(32, 7).toString('base64');
const BREACHED = 'a password from a breach';
const CHOSEN = 'a password of her own';

const USERS = {
  table: 'accounts',
  keyType: 'integer',
  columns: { key: 'id', username: 'login', email: 'mail', passwordHash: 'pw' },
};
const SESSIONS = { table: 'logins', user: { column: 'who' }, end: { column: 'over', as: 'milliseconds' } };

/** A service that knows one password, until it is told to be away. */
async function startBreachService() {
  let away = false;
  const digest = createHash('sha1').update(BREACHED).digest('hex').toUpperCase();
  const server = createServer((_request, response) => {
    response.statusCode = away ? 503 : 200;
    response.end(`${digest.slice(5)}:3\r\n${'0'.repeat(35)}:0`);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  onTestFinished(() => {
    server.closeAllConnections();
    server.close();
  });
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    goAway() {
      away = true;
    },
  };
}

function fileOf(name: string, content: unknown): string {
  const path = join(scratchFolder(), name);
  writeFileSync(path, typeof content === 'string' ? content : JSON.stringify(content));
  return path;
}

/** A host application with users and sessions of its own, and a Rekey beside it with everything turned on. */
async function openHost() {
  const settings = await settingsForTest();
  const host = connect({ url: settings.REKEY_DATABASE_URL });
  onTestFinished(() => host.close());
  await host.write.raw('create table accounts (id integer primary key, login text unique, mail text, pw text)');
  await host.write.raw('create table logins (who integer, over integer)');
  await host.write('accounts').insert([{ login: 'jane' }, { login: 'john' }]);
  await host.write('logins').insert([{ who: 1 }, { who: 1 }, { who: 2 }]);
  const breaches = await startBreachService();
  const environment = {
    ...settings,
    REKEY_USERS_MAPPING: fileOf('users.json', USERS),
    REKEY_SESSIONS_MAPPING: fileOf('sessions.json', SESSIONS),
    REKEY_PEPPERS: fileOf('peppers', `2026 ${PEPPER}`),
    REKEY_BREACH_URL: breaches.url,
  };
  await rekey(environment, ['migrate']);
  return { host, breaches, environment };
}

describe('a reset in a host application’s tables', () => {
  it('refuses what was breached, peppers the hash, ends the sessions, and leaves a trail without a secret', async () => {
    const { host, breaches, environment } = await openHost();
    const program = startRekey(environment, 'serve', '--without-courier');
    await logged(program, 'listening');
    const token = (await rekey(environment, ['link', ...JANE])).out.slice(-43);
    const set = (password: string) =>
      fetch(`${environment.REKEY_PUBLIC_URL}/api/1/services/api/1/user/set-password.json`, {
        method: 'POST',
        headers: { 'Content-Type': 'application/json' },
        body: JSON.stringify({ token, new: password }),
      });

    const refused = await set(BREACHED);
    expect([refused.status, await refused.json()]).toMatchObject([400, { reasons: [{ code: 'breached' }] }]);
    expect(await host.read('logins').whereNull('over')).toHaveLength(3);

    breaches.goAway();
    expect((await set(CHOSEN)).status).toBe(200);
    await logged(program, 'the breach check is unavailable: a new password goes without it');
    expect(await host.read('logins').whereNull('over')).toEqual([{ who: 2, over: null }]);
    expect((await host.read('accounts').where({ login: 'jane' }).first()).pw).toContain(',keyid=MjAyNg$');
    expect((await rekey(environment, ['user', 'verify', ...JANE, '--password-stdin'], CHOSEN)).code).toBe(0);

    const { out } = await rekey(environment, ['audit', ...JANE, '--json']);
    expect(JSON.parse(out)).toMatchObject([
      { kind: 'password-changed', address: '127.0.0.1', reason: 'breach check unavailable' },
      { kind: 'link-issued', username: 'jane' },
    ]);
    for (const secret of [token, BREACHED, CHOSEN, PEPPER]) expect(out + program.stdout()).not.toContain(secret);
  });
});
