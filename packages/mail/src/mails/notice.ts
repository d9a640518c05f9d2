import type { NoticeFacts } from '@rekey/domain/ports';
import { askPage, notMeLink } from '@rekey/domain/values';
import type { Block, Draft } from '../block.ts';
import type { LetterTextsSettings } from '../letter-texts-settings.ts';
import { shown, type Translator } from '../translator.ts';

/** What happened and when. Most have nothing to do; the others find their next steps. */
export function noticeMail(settings: LetterTextsSettings, translator: Translator, facts: NoticeFacts): Draft {
  const { signInUrl } = settings;
  const opening = { user: shown(facts.username), time: translator.time(facts.changedAt) };
  return {
    subject: { key: 'noticeSubject' },
    blocks: [
      { kind: 'paragraph', words: { key: 'noticeOpening', values: opening } },
      { kind: 'paragraph', words: { key: 'noticeFine' } },
      ...(signInUrl === undefined ? [] : [{ kind: 'link', words: { key: 'signIn' }, url: signInUrl } as const]),
      { kind: 'rule' },
      ...(settings.pages ? whatToDo(settings, facts) : [TELL]),
    ],
  };
}

const TELL: Block = { kind: 'paragraph', words: { key: 'noticeTell' } };

function whatToDo(settings: LetterTextsSettings, { notMe }: NoticeFacts): readonly Block[] {
  return [
    { kind: 'paragraph', words: { key: 'noticeNotYou' } },
    { kind: 'button', words: { key: 'notMe' }, url: notMeLink(settings, notMe) },
    { kind: 'link', words: { key: 'noticeChoose' }, url: askPage(settings) },
  ];
}
