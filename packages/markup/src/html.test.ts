import { describe, expect, it } from 'vitest';
import { html } from './html.ts';

describe('html', () => {
  it('escapes every value, in text and in attributes', () => {
    const evil = `<b>&"'\``;
    expect(html`<a href="${evil}">${evil}</a>`.markup).toBe(
      '<a href="&#60;b&#62;&#38;&#34;&#39;&#96;">&#60;b&#62;&#38;&#34;&#39;&#96;</a>',
    );
  });

  it('keeps what it made itself, and nothing that only looks like it', () => {
    expect(html`<p>${[html`<b>${'a'}</b>`, null, 'c']}</p>`.markup).toBe('<p><b>a</b>c</p>');
    const forged = { markup: '<script>' } as ReturnType<typeof html>;
    expect(html`<p>${forged}</p>`.markup).not.toContain('<script>');
  });
});
