import { Overloaded, type ReportNotMe } from '@rekey/domain';
import { describe, expect, it } from 'vitest';
import { sendForm, startPages } from '../test/pages-under-test.ts';

const NOT_ME = '/not-me';
const SECRET = 'S'.repeat(32);

describe('notMePage', () => {
  it('thanks whoever says it, and hands on secret and name as people copy them', async () => {
    const said: unknown[] = [];
    const port = await startPages({
      reportNotMe: async ({ secret, username }) => {
        said.push([secret, username]);
        return { kind: 'received' };
      },
    });
    const link = `https://id.example/not-me#${SECRET}`;
    const { status, headers } = await sendForm(port, NOT_ME, { code: ` ${link}\n`, username: 'jane ' });
    expect([status, headers.get('location')]).toEqual([303, 'not-me?step=done']);
    expect(said).toEqual([[SECRET, 'jane']]);
  });

  it('does nothing without a user name, which is all that a scanner can send', async () => {
    const port = await startPages();
    const { status, body } = await sendForm(port, NOT_ME, { code: SECRET, username: '' });
    expect(status).toBe(400);
    expect(body).toContain(`<input type="hidden" name="code" value="${SECRET}">`);
  });

  it.each([
    ['secret', 'Copy the whole link', 'id="code"'],
    ['username', 'can’t be a user name', `value="${SECRET}"`],
  ] as const)('asks again for a malformed %s', async (what, text, field) => {
    const port = await startPages({ reportNotMe: async () => ({ kind: 'malformed', what }) });
    const { status, body } = await sendForm(port, NOT_ME, { code: SECRET, username: 'jane' });
    expect(status).toBe(400);
    expect(body).toContain(text);
    expect(body).toContain(field);
  });

  it.each<[string, ReportNotMe, number]>([
    ['too-many-requests', async () => ({ kind: 'too-many-requests', retryAfterMs: 60_000 }), 429],
    ['Overloaded', () => Promise.reject(new Overloaded('full', 60_000)), 503],
  ])('says when to come again at %s', async (_, reportNotMe, expected) => {
    const port = await startPages({ reportNotMe });
    const { status, headers, body } = await sendForm(port, NOT_ME, { code: SECRET, username: 'jane' });
    expect([status, headers.get('retry-after')]).toEqual([expected, '60']);
    expect(body).toContain('1 minute');
  });
});
