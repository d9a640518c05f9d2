import { type Instant, LOCALES, type NotMeSecret, type ResetToken } from '@rekey/domain/values';
import { describe, expect, it } from 'vitest';
import { createLetterTexts } from './create-letter-texts.ts';
import { MAIL_TEXTS } from './languages.ts';
import type { LetterTextsSettings } from './letter-texts-settings.ts';
import { shown } from './translator.ts';

const token = 'A'.repeat(43) as ResetToken;
const notMe = 'B'.repeat(32) as NotMeSecret;
const at = Date.UTC(2026, 0, 2, 13, 4, 5) as Instant;
const HOME = 'https://id.example.com/studio';
const textsWith = (settings: Partial<LetterTextsSettings> = {}) =>
  createLetterTexts({ publicUrl: HOME, pages: true, ...settings });

const reset = { username: 'jane.doe', locale: null, token, notMe, askedAt: at, tokenLifeMs: 30 * 60_000 };
const notice = { username: 'jane.doe', locale: null, notMe, changedAt: at };
const explanation = { username: 'jane.doe', locale: null, hindrance: 'disabled', askedAt: at } as const;
const report = { username: 'jane.doe', locale: null, reportedAt: at };

/** Every mail there is, in one language. */
function allMails(
  settings: Partial<LetterTextsSettings>,
  facts: { username?: string; locale?: (typeof LOCALES)[number] },
) {
  const texts = textsWith(settings);
  return [
    texts.reset({ ...reset, ...facts }),
    texts.notice({ ...notice, ...facts }),
    texts.explanation({ ...explanation, ...facts }),
    texts.explanation({ ...explanation, hindrance: 'externally managed', ...facts }),
    texts.report({ ...report, ...facts }),
  ];
}

describe('the reset mail', () => {
  it('shows the link with the token as a fragment, the code for who cannot open it, and a way to say "not me"', () => {
    const { text, html } = textsWith().reset(reset);
    expect(text).toContain(`\n${HOME}/reset-password#${token}\n`);
    expect(text).toContain(`Your code:\n${token}\n`);
    expect(text).toContain(`go to ${HOME}/reset-password and paste`);
    expect(text).toContain(`\n${HOME}/not-me#${notMe}\n`);
    expect(text).toContain('2 January 2026 at 13:04 UTC');
    expect(html).toContain(`href="${HOME}/reset-password#${token}"`);
    expect(html).toContain(`>${token}</code>`);
    expect(html).toContain(`href="${HOME}/not-me#${notMe}"`);
    expect(`${text}${html}`).not.toContain('curl');
  });

  it('shows how to go on with curl, and no page but that of the link, where there are no pages', () => {
    const { text } = textsWith({ pages: false }).reset(reset);
    expect(text).toContain(
      `curl -X POST ${HOME}/api/1/services/api/1/user/set-password.json -H 'Content-Type: application/json' -d '{"token":"${token}","new":`,
    );
    expect(text).toContain(`Your code:\n${token}\n`);
    expect(text).not.toContain('not-me');
  });

  it("leads to the operator's own page, with the token where that page expects it", () => {
    const resetLink = 'https://cms.example.com/studio/login?token={token}';
    const there = `https://cms.example.com/studio/login?token=${token}`;
    const beside = textsWith({ resetLink }).reset(reset);
    expect(beside.text).toContain(`\n${there}\n`);
    expect(beside.text).toContain(`\n${HOME}/not-me#${notMe}\n`);
    const alone = textsWith({ resetLink, pages: false }).reset(reset);
    expect(alone.text).toContain(`\n${there}\n`);
    expect(alone.text).not.toMatch(/curl|Your code|not-me/);
  });

  it.each([
    [30 * 60_000, 'en', '30 minutes'],
    [90 * 60_000, 'en', '90 minutes'],
    [3_600_000, 'en', '1 hour'],
    [24 * 3_600_000, 'de', '24 Stunden'],
    [3_600_000, 'fr', '1 heure'],
    [60_000, 'es', '1 minuto'],
    [30 * 60_000, 'ar', '30 دقيقة'],
    [1_000, 'en', '1 second'],
  ] as const)('says how long %i ms are in %s', (tokenLifeMs, locale, words) => {
    // French sets an unbreakable space between a number and its unit.
    expect(
      textsWith()
        .reset({ ...reset, locale, tokenLifeMs })
        .text.replaceAll('\u00a0', ' '),
    ).toContain(words);
  });
});

describe('the notice', () => {
  it('says what happened and when, and what to do if it was not you', () => {
    const { text, html } = textsWith({ signInUrl: 'https://example.com/in?a=1&b=2' }).notice(notice);
    expect(text).toContain('The password of jane.doe was changed on 2 January 2026 at 13:04 UTC.');
    expect(text).toContain('https://example.com/in?a=1&b=2');
    expect(html).toContain('href="https://example.com/in?a=1&#38;b=2"');
    for (const url of [`${HOME}/not-me#${notMe}`, `${HOME}/forgot-password`]) {
      expect(text).toContain(`\n${url}\n`);
      expect(html).toContain(`href="${url}"`);
    }
    expect(textsWith().notice(notice).text).not.toContain('Sign in');
  });

  it('names whom to tell where there are no pages', () => {
    const { text } = textsWith({ pages: false }).notice(notice);
    expect(text).toContain('tell your administrator at once');
    expect(text).not.toContain('#');
  });
});

describe('the explanation', () => {
  it('says why there is no link and where to go instead', () => {
    const texts = textsWith({ externalUrl: 'https://sso.example.com/' });
    expect(texts.explanation(explanation).text).toContain('This account is disabled');
    const { text, html } = texts.explanation({ ...explanation, hindrance: 'externally managed' });
    expect(text).toContain('managed elsewhere');
    expect(text).toContain('\nhttps://sso.example.com/\n');
    expect(html).toContain('href="https://sso.example.com/"');
    expect(textsWith().explanation({ ...explanation, hindrance: 'externally managed' }).text).toContain('Whoever');
  });
});

describe.each(LOCALES)('the mails in %s', (locale) => {
  const dir = locale === 'ar' ? 'rtl' : 'ltr';
  const both = { serviceName: 'Acme & Sons', support: 'help@example.com' };

  it('say their language and direction, leave no brace open, and name service and help', () => {
    for (const { subject, text, html } of allMails(both, { locale })) {
      expect(html).toContain(`<html lang="${locale}" dir="${dir}">`);
      expect(`${subject}${text}${html.replace(/<style>.*<\/style>/s, '')}`).not.toMatch(/[{}]|undefined/);
      expect(text).toContain('Acme & Sons');
      expect(html).toContain('Acme &#38; Sons');
      expect(text).toContain('help@example.com');
      expect(html).toContain('href="mailto:help@example.com"');
      expect(text).not.toMatch(/\n\n\n| $/m);
    }
  });

  it('hold the same braces as in English', () => {
    const braces = (text: string) => (text.match(/\{\w+\}/g) ?? []).sort();
    for (const [key, text] of Object.entries(MAIL_TEXTS[locale])) {
      expect(braces(text), key).toEqual(braces(MAIL_TEXTS.en[key as keyof typeof MAIL_TEXTS.en]));
    }
  });

  it('let no name add a tag, a header, a line or a change of direction', () => {
    // Each of them is short enough not to be cut before what is evil about it.
    const tags = '</title></main><script>alert(1)</script>';
    const lines = '<a href="https://evil.example"\r\nBcc: eve@\n\u2028\u202e{span}';
    for (const username of [tags, lines]) expect(shown(username).at(-1)).toBe(username.at(-1));
    for (const { subject, text, html } of [tags, lines].flatMap((username) => allMails({}, { locale, username }))) {
      expect(html).not.toMatch(/<script|<a href="https:\/\/evil/);
      expect(html.match(/<\/main>/g)).toHaveLength(1);
      expect(subject).not.toMatch(/[\r\n]/);
      expect(text).not.toMatch(/^Bcc|\r|[\u2028\u202e]/m);
      expect(html).not.toMatch(/\r|[\u2028\u202e]/);
    }
  });

  it('shorten a name that would be a letter of its own', () => {
    for (const { text } of allMails({}, { locale, username: `x${'y'.repeat(500)}END` })) {
      expect(text).not.toContain('END');
    }
  });

  it('load nothing: no image, no script, no style sheet, no remote address but those of links', () => {
    for (const { html } of allMails({ ...both, externalUrl: 'https://sso.example.com/' }, { locale })) {
      expect(html).not.toMatch(/<(img|script|link|iframe|object|embed|video|audio|base|form)\b|url\(|@import|\ssrc=/i);
      expect(html.replace(/href="[^"]*"/g, '').replace(/<bdi>[^<]*<\/bdi>/g, '')).not.toContain('://');
      expect(html).toContain('<meta name="color-scheme" content="light dark">');
    }
  });
});

describe('createLetterTexts', () => {
  it('writes in the default language to whoever has told none', () => {
    expect(textsWith({ language: 'fr' }).reset(reset).subject).toBe('Réinitialisez votre mot de passe');
    expect(textsWith({ language: 'fr' }).reset({ ...reset, locale: 'de' }).subject).toBe('Passwort zurücksetzen');
  });

  it('takes the operator’s own words, and is the same for the same facts', () => {
    const overrides = { de: { footer: 'Ein Gruß von {service}.' } };
    const texts = textsWith({ overrides, serviceName: 'Acme' });
    expect(texts.reset({ ...reset, locale: 'de' }).text).toContain('Ein Gruß von Acme.');
    expect(texts.reset(reset).text).toContain('Sent by Acme.');
    expect(texts.reset(reset)).toEqual(texts.reset(reset));
  });

  it('lets a name in another direction stand for itself', () => {
    const { text, html } = textsWith().notice({ ...notice, username: 'ليلى' });
    expect(text).toContain('The password of \u2068ليلى\u2069 was changed');
    expect(html).toContain('<bdi>ليلى</bdi>');
    expect(textsWith().notice({ ...notice, locale: 'ar' }).text).toContain('\u2068jane.doe\u2069');
  });

  it.each(['red', '#fff', '#12345g', '#000000;background:url(//evil.example)'])('refuses the colour %j', (accent) => {
    expect(() => textsWith({ accent })).toThrow('#rrggbb');
  });
});
