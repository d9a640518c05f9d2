import { type Html, html, type Look } from '@rekey/markup';
import type { Block } from './block.ts';
import { MAIL_STYLE, S } from './mail-style.ts';
import type { Speech, Words } from './speech.ts';

/**
 * A mail's HTML: no image, no script, nothing remote. What matters stands in `style` attributes, because some programs drop
 * the style sheet; what adapts (dark, narrow) stands in the sheet.
 */
export function htmlMail(speech: Speech, look: Look, subject: Words, blocks: readonly Block[]): Html {
  const { locale, direction } = speech;
  const title = speech.html(subject);
  return html`<!doctype html>
<html lang="${locale}" dir="${direction}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<meta name="supported-color-schemes" content="light dark">
<title>${speech.text(subject)}</title>
<style>${MAIL_STYLE}</style>
</head>
<body class="page" style="${S.page}">
<main class="card" lang="${locale}" dir="${direction}" style="${S.card}">
<p class="quiet" style="${S.service}"><bdi>${look.serviceName}</bdi></p>
<h1 style="${S.title}">${title}</h1>
${blocks.map((block) => htmlOf(speech, look, block))}
<hr class="rule" style="${S.rule}">
<p class="quiet" style="${S.footer}">${help(speech, look)}${speech.html({ key: 'footer', values: { service: look.serviceName } })}</p>
</main>
</body>
</html>
`;
}

function help(speech: Speech, { support }: Look): Html | null {
  if (support === null) return null;
  return html`${speech.html({ key: 'help' })} <a class="quiet" href="${support.url}" style="${S.quietLink}"><bdi>${support.text}</bdi></a><br>
`;
}

function htmlOf(speech: Speech, look: Look, block: Block): Html | null {
  if (block.kind === 'command') return null;
  if (block.kind === 'rule')
    return html`<hr class="rule" style="${S.rule}">
`;
  const words = speech.html(block.words);
  switch (block.kind) {
    case 'paragraph':
      return html`<p style="${S.paragraph}">${words}</p>
`;
    case 'button':
      return button(look, block.url, words);
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
function button({ accent, onAccent }: Look, url: string, words: Html): Html {
  return html`<table role="presentation" cellpadding="0" cellspacing="0" border="0" style="${S.buttonTable}"><tr><td bgcolor="${accent}" style="${S.buttonCell}"><a class="button" href="${url}" style="${S.button};background:${accent};color:${onAccent}">${words}</a></td></tr></table>
`;
}
