import { get } from 'node:http';
import { eventually } from '@rekey/laboratory';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { NEW_PASSWORD, OLD_PASSWORD, openStage, type Stage } from '../journey/stage.ts';

const API = '/api/1/services/api/1/user';
const FORGOT = `${API}/forgot-password.json`;
const INVALID = { status: 400, location: null, body: { message: 'Invalid parameter(s)' } };
const UNAUTHORIZED = { status: 401, location: null, body: { message: 'Unauthorized' } };
const EVIL = 'evil.example';

/** What others were broken by, done to a whole Rekey from outside. Each test fails if we make the same mistake. */
describe('what is known of others:', () => {
  let stage: Stage;
  beforeAll(async () => {
    // One hash at a time and none waiting: whatever hashes where it must not shows as 503.
    const settings = { REKEY_HASH_CONCURRENCY: '1', REKEY_HASH_QUEUE: '0', REKEY_LIMIT_PER_ADDRESS: 'off' };
    stage = await openStage('sqlite', settings);
    const names = ['jane', 'mallory', 'mike', 'kate', 'tom', 'lena', 'paul', 'vera'];
    await Promise.all(names.map((name) => stage.addUser(name, '--email', `${name}@example.test`)));
  }, 120_000);
  afterAll(async () => {
    expect((await stage.close()).code).toBe(0);
  });

  const mailsTo = (address: string) => stage.relay.mails.filter(({ envelope }) => envelope.to.includes(address));
  async function tokenOf(name: string): Promise<string> {
    await stage.ask(name);
    return stage.tokenMailedTo(`${name}@example.test`);
  }
  const post = (body: string) =>
    stage.request(`${API}/set-password.json`, {
      method: 'POST',
      headers: { 'Content-Type': 'application/json' },
      body,
    });

  it('CVE-2023-7028 (GitLab): a second name or address in one request brings nobody a link of somebody else', async () => {
    for (const query of [
      'username=jane&username=mallory',
      'username[]=jane&username[]=mallory',
      'username%5B%5D=jane',
      'username[0]=jane&username[1]=mallory',
      'username=jane&username[email]=mallory@example.test',
    ]) {
      expect(await stage.request(`${FORGOT}?${query}`)).toEqual(INVALID);
    }
    await stage.request(`${FORGOT}?username=jane&email=mallory@example.test&to=mallory@example.test`);
    await stage.tokenMailedTo('jane@example.test');
    expect(mailsTo('mallory@example.test')).toEqual([]);
    expect(mailsTo('jane@example.test')[0]?.envelope.to).toEqual(['jane@example.test']);
  });

  it('CVE-2019-19844 (Django): a name that only looks or folds like another user’s finds nobody', async () => {
    for (const twin of ['MIKE', 'mıke', 'miKe', 'ｍike', 'mike ', 'mike\u200d', 'mİke', '𝐦ike']) {
      expect([twin, (await stage.ask(twin)).status]).toEqual([twin, 404]);
    }
    expect(await stage.letters('mike')).toEqual([]);
    expect(mailsTo('mike@example.test')).toEqual([]);
  });

  it('CVE-2017-8295 (WordPress): a forged Host is neither in the mail nor in its sender, link or Location', async () => {
    const headers = { Host: EVIL, 'X-Forwarded-Host': EVIL, 'X-Forwarded-Server': EVIL, Forwarded: `host=${EVIL}` };
    for (const path of [`${FORGOT}?username=kate`, `http://${EVIL}${FORGOT}?username=kate`]) {
      const location = await new Promise<string | undefined>((resolve, reject) => {
        const asked = { ...stage.address, path, headers };
        get(asked, (response) => resolve(response.resume().headers.location)).on('error', reject);
      });
      expect(location).toBe(`https://id.example.test/studio${API}/get.json?username=kate`);
    }
    await stage.tokenMailedTo('kate@example.test');
    for (const mail of mailsTo('kate@example.test')) expect(JSON.stringify(mail)).not.toContain(EVIL);
  });

  it.each([
    ['CVE-2026-30941 (Parse Server): a query in place of a token', ['{"$regex":".*"}', '{"$ne":null}', '{"$gt":""}']],
    ['CVE-2013-0233 (Devise): a number or another type in place of a token', ['0', '1', 'true', 'null', '[]', '[0]']],
    ['CVE-2017-7615 (MantisBT): an empty token', ['""', '[""]', '{}']],
  ])('%s opens nothing', async (_, tokens) => {
    for (const token of tokens) {
      expect(await post(`{"token":${token},"new":${JSON.stringify(NEW_PASSWORD)}}`)).toEqual(INVALID);
    }
    expect(await post(`{"new":${JSON.stringify(NEW_PASSWORD)}}`)).toEqual(INVALID);
    expect(await stage.setPassword(' ', NEW_PASSWORD)).toEqual(UNAUTHORIZED);
    expect(await stage.request(`${API}/validate-token.json?token=`)).toEqual(INVALID);
    expect(await stage.opens('tom', OLD_PASSWORD)).toBe(true);
  });

  it('CVE-2013-1443 (Django): passwords without end, or without a good token, are never hashed', async () => {
    const token = await tokenOf('lena');
    const crowd = await Promise.all(
      Array.from({ length: 40 }, () => stage.setPassword('A'.repeat(43), 'x y'.repeat(80))),
    );
    expect(crowd).toEqual(crowd.map(() => UNAUTHORIZED));
    const long = await Promise.all(Array.from({ length: 10 }, () => stage.setPassword(token, 'x y'.repeat(300_000))));
    expect(long).toEqual(long.map(() => INVALID));
    const { body } = await stage.setPassword(token, 'xy'.repeat(129));
    expect(body).toEqual({ ...INVALID.body, reasons: [{ code: 'too-long', maximum: 256 }] });
    expect((await stage.setPassword(token, NEW_PASSWORD)).status).toBe(200);
  });

  it('CVE-2026-18963: no step that went well opens the next one; the token has to be in the request that sets', async () => {
    const token = await tokenOf('paul');
    expect((await stage.validate(token)).status).toBe(200);
    for (const body of [
      { new: NEW_PASSWORD },
      { new: NEW_PASSWORD, username: 'paul' },
      { token: '', new: NEW_PASSWORD, username: 'paul', validated: true },
    ]) {
      expect(await post(JSON.stringify(body))).toEqual(INVALID);
    }
    const cookie = { Cookie: `token=${token}; validated=1`, Authorization: `Bearer ${token}` };
    const init = { method: 'POST', headers: { ...cookie, 'Content-Type': 'application/json' } };
    const guess = JSON.stringify({ token: 'A'.repeat(43), new: NEW_PASSWORD });
    expect(await stage.request(`${API}/set-password.json?token=${token}`, { ...init, body: guess })).toEqual(
      UNAUTHORIZED,
    );
    expect(await stage.opens('paul', OLD_PASSWORD)).toBe(true);
  });

  it('CVE-2025-13033 (nodemailer): an address that its parser would read as another is nobody’s', async () => {
    for (const address of [
      '"eve@evil.example x"@example.test',
      'vera@example.test(x)evil.example',
      'vera@example.test, eve@evil.example',
      'team: eve@evil.example;',
    ]) {
      expect((await stage.rekey(['user', 'set', '--username', 'vera', '--email', address])).code).toBe(1);
    }
    await tokenOf('vera');
    expect(stage.relay.mails.flatMap(({ envelope }) => envelope.to).filter((to) => to.includes(EVIL))).toEqual([]);
  });
});

describe('what is known of others, with private answers:', () => {
  it('CVE-2024-45231 (Django): a relay that is down does not tell who has an account', async () => {
    const stage = await openStage('sqlite', { REKEY_ANSWERS: 'private' });
    try {
      await stage.addUser('jane', '--email', 'jane@example.test');
      await stage.relay.stop();
      const before = await Promise.all(['jane', 'nobody'].map(stage.ask));
      await eventually(
        'the relay was tried',
        () => /the mail relay cannot be used/.test(stage.server.stdout()),
        15_000,
      );
      const after = await Promise.all(['jane', 'nobody'].map(stage.ask));
      for (const [known, unknown] of [before, after]) {
        expect(known).toEqual({ ...unknown, location: unknown?.location?.replace('nobody', 'jane') });
        expect(known?.status).toBe(200);
      }
    } finally {
      await stage.close();
    }
  });
});
