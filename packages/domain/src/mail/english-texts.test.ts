import { describe, expect, it } from 'vitest';
import type { Instant } from '../values/instant.ts';
import type { ResetToken } from '../values/reset-token.ts';
import { englishTexts } from './english-texts.ts';

const token = 'A'.repeat(43) as ResetToken;
const texts = englishTexts({ publicUrl: 'https://id.example.com/studio', signInUrl: 'https://example.com/in?a=1&b=2' });
const askedAt = Date.UTC(2026, 0, 2, 3, 4, 5) as Instant;

describe('the reset mail', () => {
  const facts = { username: '<b>jane</b> & "co"', token, askedAt, tokenLifeMs: 30 * 60_000 };

  it('shows the link with the token as a fragment, the code, and how to use it with curl', () => {
    const { text } = texts.reset(facts);
    expect(text).toContain(`https://id.example.com/studio/reset-password#${token}\n`);
    expect(text).toContain(`Your code:\n${token}\n`);
    expect(text).toContain(
      `curl -X POST https://id.example.com/studio/api/1/services/api/1/user/set-password.json -H 'Content-Type: application/json' -d '{"token":"${token}","new":`,
    );
    expect(text).toContain('2026-01-02 03:04 UTC');
  });

  it('escapes a name in HTML and leaves it alone in plain text', () => {
    const { text, html } = texts.reset(facts);
    expect(text).toContain('<b>jane</b> & "co"');
    expect(html).toContain('&lt;b&gt;jane&lt;/b&gt; &amp; &quot;co&quot;');
    expect(html).not.toContain('<b>jane');
  });

  it.each([
    [30 * 60_000, '30 minutes'],
    [90 * 60_000, '90 minutes'],
    [3_600_000, '1 hour'],
    [24 * 3_600_000, '24 hours'],
    [1_000, '1 second'],
  ])('says how long %i ms are', (tokenLifeMs, words) => {
    expect(texts.reset({ ...facts, tokenLifeMs }).text).toContain(`within ${words} of this mail`);
  });
});

describe('the notice', () => {
  it('says what happened and when, and leads to the sign-in page where there is one', () => {
    const { text, html } = texts.notice({ username: 'jane', changedAt: askedAt });
    expect(text).toContain('The password of jane was changed on 2026-01-02 03:04 UTC.');
    expect(text).toContain('https://example.com/in?a=1&b=2');
    expect(html).toContain('href="https://example.com/in?a=1&amp;b=2"');
    const plain = englishTexts({ publicUrl: 'https://x' }).notice({ username: 'jane', changedAt: askedAt });
    expect(plain.text).not.toContain('Sign in');
  });
});
