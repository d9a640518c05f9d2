import type { MailText } from '@rekey/domain/ports';
import type { Look } from '@rekey/markup';
import type { Block } from './block.ts';
import { htmlMail } from './html-mail.ts';
import type { Speech, Words } from './speech.ts';

/** A mail's blocks as both of its parts. */
export function writeMail(speech: Speech, look: Look, subject: Words, blocks: readonly Block[]): MailText {
  return {
    subject: speech.text(subject),
    text: textMail(speech, look, blocks),
    html: htmlMail(speech, look, subject, blocks).markup,
  };
}

function textMail(speech: Speech, { serviceName, support }: Look, blocks: readonly Block[]): string {
  const help = support === null ? [] : [`${speech.text({ key: 'help' })} ${support.text}`];
  const footer = [...help, speech.text({ key: 'footer', values: { service: serviceName } })].join('\n');
  return `${[...blocks.flatMap((block) => textOf(speech, block)), footer].join('\n\n')}\n`;
}

/** A link and a code stand on lines of their own: they can be copied, and no direction of reading touches them. */
function textOf(speech: Speech, block: Block): readonly string[] {
  if (block.kind === 'rule') return [];
  const words = speech.text(block.words);
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
