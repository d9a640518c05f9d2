import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { JANE, type OpenArea, openArea } from './open-area.ts';

let area: OpenArea;

beforeAll(async () => {
  area = await openArea();
});

afterAll(() => area.close());

const JSON_TYPE = { 'content-type': 'application/json' };

async function statusOf(body: string | Uint8Array<ArrayBuffer>, headers: Record<string, string> = JSON_TYPE) {
  const response = await area.send('/forgot', { method: 'POST', headers, body });
  return response.status;
}

describe('the HTTP of the members area', () => {
  it('keeps every answer out of caches', async () => {
    const { headers } = await area.send('/forgot', { method: 'POST', headers: JSON_TYPE, body: '{}' });
    expect(headers.get('cache-control')).toBe('no-store');
    expect(headers.get('content-type')).toBe('application/json; charset=utf-8');
  });

  it('takes forms as application/json only, so that no stranger\u2019s page can post one', async () => {
    const form = JSON.stringify({ login: JANE.login });
    expect(await statusOf(form)).toBe(202);
    expect(await statusOf(form, { 'content-type': 'text/plain' })).toBe(400);
  });

  it('refuses what is no form', async () => {
    for (const body of ['', '{', 'null', '"text"', '[]', '{"login":5}', '{"login":""}', '{"login":"\\ud800"}']) {
      expect([body, await statusOf(body)]).toEqual([body, 400]);
    }
    expect(await statusOf(Uint8Array.of(0x22, 0xff, 0x22))).toBe(400);
  });

  it('refuses a body that is too large, and goes on serving', async () => {
    expect(await statusOf(JSON.stringify({ login: 'x'.repeat(9_000) }))).toBe(400);
    expect(await statusOf(JSON.stringify({ login: 'nobody' }))).toBe(202);
  });

  it('refuses a name that nobody can have', async () => {
    expect(await statusOf(JSON.stringify({ login: 'x'.repeat(256) }))).toBe(422);
  });

  it('knows no other place and no other verb', async () => {
    expect((await area.send('/nowhere', { method: 'POST' })).status).toBe(404);
    expect((await area.send('/forgot', { method: 'GET' })).status).toBe(404);
  });

  it('refuses a stranger as it refuses a wrong password', async () => {
    const stranger = await area.post('/sign-in', { login: 'nobody', password: 'an old forgotten one' });
    const wrong = await area.post('/sign-in', { login: JANE.login, password: 'not the old one' });
    expect(stranger).toEqual(wrong);
    expect(wrong.status).toBe(401);
  });

  it('turns away whoever tries too often, and says when to come back', async () => {
    let refused: Response | undefined;
    for (let tries = 0; tries < 110 && refused === undefined; tries += 1) {
      const body = JSON.stringify({ login: 'nobody' });
      const response = await area.send('/forgot', { method: 'POST', headers: JSON_TYPE, body });
      if (response.status === 429) refused = response;
    }
    expect(Number(refused?.headers.get('retry-after'))).toBeGreaterThan(0);
  });
});
