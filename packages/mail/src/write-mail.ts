import type { MailText } from '@rekey/domain/ports';
import type { Theme } from '@rekey/markup';
import type { Block } from './block.ts';
import { htmlMail } from './html-mail.ts';
import type { Translator, Words } from './translator.ts';

/** A mail's blocks as both of its parts. */
export function writeMail(translator: Translator, theme: Theme, subject: Words, blocks: readonly Block[]): MailText {
  return {
    subject: translator.text(subject),
    text: textMail(translator, theme, blocks),
    html: htmlMail(translator, theme, subject, blocks).markup,
  };
}

function textMail(translator: Translator, { serviceName, support }: Theme, blocks: readonly Block[]): string {
  const help = support === null ? [] : [`${translator.text({ key: 'help' })} ${support.text}`];
  const footer = [...help, translator.text({ key: 'footer', values: { service: serviceName } })].join('\n');
  return `${[...blocks.flatMap((block) => textOf(translator, block)), footer].join('\n\n')}\n`;
}

/** A link and a code stand on lines of their own: they can be copied, and no direction of reading touches them. */
function textOf(translator: Translator, block: Block): readonly string[] {
  if (block.kind === 'rule') return [];
  const words = translator.text(block.words);
  switch (block.kind) {
    case 'paragraph':
      return [words];
    case 'code':
      return [`${words}\n${block.code}`];
    case 'command':
      return [`${words}\n${block.command}`];
    default:
      return [`${words}:\n${block.url}`];
  }
}
