import {
  DIRECTION,
  type EmailAddress,
  type Instant,
  LOCALES,
  type NotMeSecret,
  type ResetToken,
} from '@rekey/domain/values';
import { accessibilityFaults, startBrowser, startSmtpServer } from '@rekey/laboratory';
import { createLetterTexts } from '@rekey/mail';
import { describe, expect, it, onTestFinished } from 'vitest';
import { openMailer, TOKEN } from '../test/open-mailer.ts';

const texts = createLetterTexts({ publicUrl: 'https://id.example.com', pages: true, support: 'help@example.com' });
const username = 'a-user-name.that-is-as-long-as-anybody-would-ever-want-to-type-it';
const at = Date.UTC(2026, 10, 22, 14, 5) as Instant;
const notMe = 'B'.repeat(32) as NotMeSecret;

/** Every kind of mail in every language. */
const LETTERS = LOCALES.flatMap((locale) => {
  const facts = { username, locale, notMe, token: TOKEN as ResetToken, tokenLifeMs: 1_800_000 };
  return [
    { locale, ...texts.reset({ ...facts, askedAt: at }) },
    { locale, ...texts.notice({ ...facts, changedAt: at }) },
    { locale, ...texts.explanation({ ...facts, askedAt: at, hindrance: 'disabled' }) },
    { locale, ...texts.report({ ...facts, reportedAt: at }) },
  ];
});

describe('the mails of the domain', () => {
  it('arrive as they were written, in every language, with lines within limits', async () => {
    const server = await startSmtpServer({ tls: 'none' });
    onTestFinished(() => server.stop());
    const mailer = openMailer({ relay: { host: server.host, port: server.port, tls: 'off' } });
    for (const [index, { subject, text, html }] of LETTERS.entries()) {
      const messageId = `<letter.${index}@example.org>`;
      const to = { name: 'ليلى Jane', address: 'jane.doe@example.com' as EmailAddress };
      expect(await mailer.deliver({ messageId, to, subject, text, html }, 5_000)).toMatchObject({ kind: 'accepted' });
      const arrived = await server.waitForMail((mail) => mail.messageId === messageId);
      expect(arrived.subject).toBe(subject);
      expect(arrived.text.trimEnd()).toBe(text.trimEnd());
      expect(arrived.html.trimEnd()).toBe(html.trimEnd());
      expect(arrived.headers['content-type']?.[0]).toMatch(/^multipart\/alternative/);
      expect(arrived.headers['auto-submitted']).toEqual(['auto-generated']);
      expect(Math.max(...arrived.raw.split('\r\n').map(({ length }) => length))).toBeLessThanOrEqual(78);
      expect(arrived.raw).toMatch(/charset=utf-8/i);
    }
  });

  it('fit a screen of 320 pixels, light and dark, in both directions, ask the network for nothing and can be read by everybody', async () => {
    const browser = await startBrowser();
    onTestFinished(() => browser.close());
    for (const colorScheme of ['light', 'dark'] as const) {
      const page = await browser.newPage({ viewport: { width: 320, height: 640 }, colorScheme });
      const requests: string[] = [];
      page.on('request', (request) => void requests.push(request.url()));
      for (const { locale, html } of LETTERS) {
        await page.setContent(html);
        const { width, direction } = (await page.evaluate(
          '({ width: document.documentElement.scrollWidth, direction: getComputedStyle(document.querySelector("main")).direction })',
        )) as { width: number; direction: string };
        expect(width).toBeLessThanOrEqual(320);
        expect(direction).toBe(DIRECTION[locale]);
        expect(await accessibilityFaults(page)).toEqual([]);
      }
      expect(requests).toEqual([]);
      await page.close();
    }
  }, 90_000);
});
