import { type Html, html, type Theme } from '@rekey/markup';
import type { Block } from './block.ts';
import { MAIL_STYLE, S } from './mail-style.ts';
import type { Translator, Words } from './translator.ts';

/**
 * A mail's HTML: no image, no script, nothing remote. What matters stands in `style` attributes, because some programs drop
 * the style sheet; what adapts (dark, narrow) stands in the sheet.
 */
export function htmlMail(translator: Translator, theme: Theme, subject: Words, blocks: readonly Block[]): Html {
  const { locale, direction } = translator;
  const title = translator.html(subject);
  return html`<!doctype html>
<html lang="${locale}" dir="${direction}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<meta name="supported-color-schemes" content="light dark">
<title>${translator.text(subject)}</title>
<style>${MAIL_STYLE}</style>
</head>
<body class="page" style="${S.page}">
<main class="card" lang="${locale}" dir="${direction}" style="${S.card}">
<p class="quiet" style="${S.service}"><bdi>${theme.serviceName}</bdi></p>
<h1 style="${S.title}">${title}</h1>
${blocks.map((block) => htmlOf(translator, theme, block))}
<hr class="rule" style="${S.rule}">
<p class="quiet" style="${S.footer}">${help(translator, theme)}${translator.html({ key: 'footer', values: { service: theme.serviceName } })}</p>
</main>
</body>
</html>
`;
}

function help(translator: Translator, { support }: Theme): Html | null {
  if (support === null) return null;
  return html`${translator.html({ key: 'help' })} <a class="quiet" href="${support.url}" style="${S.quietLink}"><bdi>${support.text}</bdi></a><br>
`;
}

function htmlOf(translator: Translator, theme: Theme, block: Block): Html | null {
  if (block.kind === 'command') return null;
  if (block.kind === 'rule')
    return html`<hr class="rule" style="${S.rule}">
`;
  const words = translator.html(block.words);
  switch (block.kind) {
    case 'paragraph':
      return html`<p style="${S.paragraph}">${words}</p>
`;
    case 'button':
      return button(theme, block.url, words);
    case 'link':
      return html`<p style="${S.paragraph}"><a class="link" href="${block.url}" style="${S.link}">${words}</a></p>
`;
    case 'code':
      return html`<p style="${S.label}">${words}</p>
<p class="code" dir="ltr" style="${S.code}"><code style="${S.codeText}">${block.code}</code></p>
`;
  }
}

/** The table is for Outlook, which takes padding and colour from a cell only. */
function button({ accent, onAccent }: Theme, url: string, words: Html): Html {
  return html`<table role="presentation" cellpadding="0" cellspacing="0" border="0" style="${S.buttonTable}"><tr><td bgcolor="${accent}" style="${S.buttonCell}"><a class="button" href="${url}" style="${S.button};background:${accent};color:${onAccent}">${words}</a></td></tr></table>
`;
}
