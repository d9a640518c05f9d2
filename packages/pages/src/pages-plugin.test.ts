import { Overloaded, type PasswordChosen, type SetPasswordOutcome } from '@rekey/domain';
import type { RouteFault } from '@rekey/hapi/requests';
import { ask, sendRaw } from '@rekey/laboratory';
import { describe, expect, it, vi } from 'vitest';
import { accept, changedFor } from '../../hapi/test/server-under-test.ts';
import { sendForm, startPages } from '../test/pages-under-test.ts';

const FORGOT = '/forgot-password';
const RESET = '/reset-password';
const CHOICE = { code: 'A'.repeat(43), password: 'a long enough password' };

describe('pagesPlugin', () => {
  it.each([FORGOT, `${FORGOT}?step=sent`, RESET, `${RESET}?step=done`])(
    'sends %s with headers that keep it safe',
    async (path) => {
      const { status, headers } = await ask(await startPages(), 'GET', path);
      expect(status).toBe(200);
      expect(headers.get('content-security-policy')).toBe(
        "default-src 'none'; style-src 'self'; script-src 'self'; img-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'",
      );
      expect(headers.get('referrer-policy')).toBe('no-referrer');
      expect(headers.get('cache-control')).toBe('no-store');
      expect(headers.get('x-content-type-options')).toBe('nosniff');
      expect(headers.get('cross-origin-opener-policy')).toBe('same-origin');
      expect(headers.get('cross-origin-resource-policy')).toBe('same-origin');
      expect(headers.get('content-language')).toBe('en');
      expect(headers.has('set-cookie')).toBe(false);
    },
  );

  it('answers every well-formed name alike, whatever the use case says of it', async () => {
    const kinds = ['unknown-user', 'externally-managed', 'no-mailbox'] as const;
    const cases = [accept, ...kinds.map((kind) => async () => ({ kind }))];
    const answers = await Promise.all(
      cases.map(async (requestReset) => sendForm(await startPages({ requestReset }), FORGOT, { username: 'jane' })),
    );
    const rows = answers.map(({ status, headers, body }) => ({ status, body, location: headers.get('location') }));
    expect(new Set(rows.map((row) => JSON.stringify(row))).size).toBe(1);
    expect(rows[0]).toEqual({ status: 303, body: '', location: 'forgot-password?step=sent' });
  });

  it('tells of the bytes that a hash can tell apart, before and after, where it has such a bound', async () => {
    const rejected = { kind: 'rejected', reasons: [{ code: 'too-long', maximum: 72, unit: 'bytes' }] } as const;
    const password = { minimum: 15, normalization: 'none', serviceNames: [], maximumBytes: 72 } as const;
    const port = await startPages({ setPassword: async () => rejected, password });
    expect((await ask(port, 'GET', RESET)).body).toContain('<li>At most 72 bytes:');
    const { status, body } = await sendForm(port, RESET, CHOICE);
    expect(status).toBe(400);
    expect(body).toContain('The password is too long: use at most 72 bytes.');
    expect((await ask(await startPages(), 'GET', RESET)).body).not.toContain('bytes');
  });

  it('asks for what people are found by, and lets the words of an operator win', async () => {
    const port = await startPages({ foundBy: 'email', texts: { en: { askLead: 'The address you work with.' } } });
    const { body } = await ask(port, 'GET', FORGOT);
    expect(body).toContain('<label for="username">E-mail address</label>');
    expect(body).toContain('The address you work with.');
    expect((await ask(port, 'GET', '/not-me')).body).toContain('<label for="username">E-mail address</label>');
    expect((await sendForm(port, FORGOT, { username: '' })).body).toContain('Enter your e-mail address.');
  });

  it('asks again, with what was typed, when the name is missing or can be none', async () => {
    const port = await startPages({ requestReset: async () => ({ kind: 'malformed' }) });
    for (const username of ['', ' ', '"><script>']) {
      const { status, body } = await sendForm(port, FORGOT, { username });
      expect(status).toBe(400);
      expect(body).toContain('aria-invalid="true"');
      expect(body).not.toContain('"><script>');
    }
  });

  it.each([
    ['too-many-requests', async () => ({ kind: 'too-many-requests', retryAfterMs: 1_500 }) as const, 429],
    ['Overloaded', () => Promise.reject(new Overloaded('full', 1_500)), 503],
  ] as const)('keeps the code in the form, and says when to come again, at %s', async (_, later, expected) => {
    const port = await startPages({ setPassword: later, requestReset: later });
    const { status, headers, body } = await sendForm(port, RESET, CHOICE);
    expect([status, headers.get('retry-after')]).toEqual([expected, '2']);
    expect(body).toContain(`<input type="hidden" name="code" value="${CHOICE.code}">`);
    expect(body).toContain('2 seconds');
    expect(body).not.toContain(CHOICE.password);
    expect((await sendForm(port, FORGOT, { username: 'jane' })).status).toBe(expected);
  });

  it('shows one page for every reason why a link opens nothing', async () => {
    const kinds = ['bad-token', 'user-gone', 'externally-managed'] as const;
    const bodies = kinds.map(async (kind) => {
      const { status, body } = await sendForm(await startPages({ setPassword: async () => ({ kind }) }), RESET, CHOICE);
      return `${status} ${body}`;
    });
    expect(new Set(await Promise.all(bodies)).size).toBe(1);
    expect(await bodies[0]).toMatch(/^410 .*href="forgot-password"/s);
  });

  it('takes a code as people copy it', async () => {
    const codes: string[] = [];
    const setPassword = async ({ token }: { token: string }) => {
      codes.push(token);
      return { kind: 'bad-token' } as const;
    };
    const port = await startPages({ setPassword });
    const { code, password } = CHOICE;
    for (const pasted of [
      code,
      ` ${code}\r\n`,
      `https://id.example/reset-password#${code}`,
      `${code.slice(0, 20)}\n ${code.slice(20)}`,
    ])
      await sendForm(port, RESET, { code: pasted, password });
    expect(codes).toEqual([code, code, code, code]);
  });

  it('compares the two passwords where two are asked for, before anything is spent', async () => {
    const port = await startPages({ password: { minimum: 15, normalization: 'nfc', serviceNames: [], fields: 2 } });
    const { status, body } = await sendForm(port, RESET, { ...CHOICE, repeat: 'another password' });
    expect(status).toBe(400);
    expect(body).toContain('The two passwords differ');
  });

  it('refuses what no form of ours sends, with a page', async () => {
    const port = await startPages({ requestReset: accept });
    const answers = await Promise.all([
      sendForm(port, FORGOT, { username: 'jane' }, { 'Content-Type': 'text/plain' }),
      sendForm(port, FORGOT, { username: 'x'.repeat(9_000) }),
      sendForm(port, FORGOT, { username: 'jane' }, { 'Sec-Fetch-Site': 'cross-site' }),
      ask(port, 'DELETE', FORGOT),
      ask(port, 'PROPFIND', RESET),
    ]);
    expect(answers.map(({ status }) => status)).toEqual([400, 400, 403, 405, 405]);
    for (const { headers, body } of answers) {
      expect(headers.get('content-type')).toBe('text/html; charset=utf-8');
      expect(body).toContain('Start again');
    }
    expect((await sendForm(port, FORGOT, { username: 'jane' }, { 'Sec-Fetch-Site': 'same-origin' })).status).toBe(303);
  });

  it('shows a calm page and reports the fault when something breaks', async () => {
    const faults: RouteFault[] = [];
    const setPassword = () => Promise.reject(new Error('the database is gone'));
    const port = await startPages({ setPassword, onFault: (fault) => void faults.push(fault) });
    const { status, headers, body } = await sendForm(port, RESET, CHOICE);
    expect([status, headers.get('content-type')]).toEqual([500, 'text/html; charset=utf-8']);
    expect(body).toContain('Something went wrong on our side');
    expect(body).not.toMatch(/database|A{43}/);
    expect(faults.map(({ route }) => route)).toEqual(['reset-password']);
  });

  it('tells, however late, how a change of password ended that began in time', async () => {
    const setPassword = async ({ stillWanted }: PasswordChosen): Promise<SetPasswordOutcome> => {
      const longAfter = Date.now() + 250;
      await vi.waitUntil(() => stillWanted?.() === false && Date.now() > longAfter);
      return changedFor('jane.doe');
    };
    const port = await startPages({ deadlineMs: 60, bodyDeadlineMs: 50, setPassword });
    const { status, headers } = await sendForm(port, RESET, CHOICE);
    expect([status, headers.get('location')]).toEqual([303, 'reset-password?step=done']);
  });

  it('serves what pages load under names that change with the content', async () => {
    const logo = { bytes: Buffer.from('<svg xmlns="http://www.w3.org/2000/svg"/>'), type: 'image/svg+xml' } as const;
    const port = await startPages({ logo, accent: '#7a1fa2' });
    const { body } = await ask(port, 'GET', FORGOT);
    const hrefs = [...body.matchAll(/(?:href|src)="(pages\/[\w.-]+)"/g)].map(([, href]) => href);
    expect(hrefs).toHaveLength(4);
    for (const href of hrefs) {
      const { status, headers } = await ask(port, 'GET', `/${href}`);
      expect([status, headers.get('cache-control')]).toEqual([200, 'public, max-age=31536000, immutable']);
      expect(headers.get('content-security-policy')).toMatch(/^default-src 'none';.*; sandbox$/);
    }
    const style = await ask(port, 'GET', `/${hrefs.find((href) => href?.endsWith('.css'))}`);
    expect(style.body).toContain('--accent:#7a1fa2');
  });

  it('speaks the language that was chosen by hand, then the browser’s, then the service’s', async () => {
    const port = await startPages({ language: 'fr' });
    const languageOf = async (path: string, header?: string) =>
      (await ask(port, 'GET', path, header === undefined ? {} : { 'Accept-Language': header })).headers.get(
        'content-language',
      );
    expect(await languageOf(FORGOT)).toBe('fr');
    expect(await languageOf(FORGOT, 'de-CH, en;q=0.5')).toBe('de');
    expect(await languageOf(`${FORGOT}?lang=ar`, 'de')).toBe('ar');
    expect(await languageOf(`${FORGOT}?lang=tlh&lang=x`, '*, \u00ff;q=1')).toBe('fr');
    expect((await sendForm(port, `${RESET}?lang=es`, {})).body).toContain('action="reset-password?lang=es"');
  });

  it('shows an operator’s own texts, escaped', async () => {
    const port = await startPages({ texts: { en: { askTitle: 'Lost <your> key?' } } });
    expect((await ask(port, 'GET', FORGOT)).body).toContain('<h1>Lost &#60;your&#62; key?</h1>');
  });

  it('does nothing at HEAD but what GET does', async () => {
    const { status, body } = await sendRaw(
      await startPages(),
      'HEAD /reset-password HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n',
    );
    expect([status, body]).toEqual([200, '']);
  });

  it('refuses options that it cannot keep, all at once', async () => {
    await expect(startPages({ serviceName: '', tokenLifeMs: 0, accent: 'red' })).rejects.toThrow(
      /"tokenLifeMs".*; "serviceName".*; "accent"/,
    );
  });
});
