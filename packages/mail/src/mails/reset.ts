import type { ResetFacts } from '@rekey/domain/ports';
import { notMeLink, resetLink, resetPage } from '@rekey/domain/values';
import type { Block, Draft } from '../block.ts';
import type { LetterTextsSettings } from '../letter-texts-settings.ts';
import { shown, type Translator } from '../translator.ts';

/** The link first, then the code where the link does not open, then "not me". */
export function resetMail(settings: LetterTextsSettings, translator: Translator, facts: ResetFacts): Draft {
  const { token, askedAt, tokenLifeMs } = facts;
  const opening = { user: shown(facts.username), time: translator.time(askedAt) };
  const validity = { span: translator.span(tokenLifeMs) };
  return {
    subject: { key: 'resetSubject' },
    blocks: [
      { kind: 'paragraph', words: { key: 'resetOpening', values: opening } },
      { kind: 'button', words: { key: 'resetButton' }, url: resetLink(settings, token) },
      { kind: 'paragraph', words: { key: 'resetValidity', values: validity } },
      ...afterTheLink(settings, facts),
    ],
  };
}

function afterTheLink(settings: LetterTextsSettings, facts: ResetFacts): readonly Block[] {
  const code: Block = { kind: 'code', words: { key: 'resetCode' }, code: facts.token };
  if (settings.pages) return [code, ...withPages(settings, facts)];
  if (settings.resetLink === undefined) return [code, ...withCurl(settings, facts)];
  // A page of the operator's own: nobody knows where else the code could be pasted.
  return [{ kind: 'rule' }, { kind: 'paragraph', words: { key: 'resetIgnore' } }];
}

function withPages(settings: LetterTextsSettings, { notMe }: ResetFacts): readonly Block[] {
  return [
    { kind: 'paragraph', words: { key: 'resetCodeHint', values: { page: resetPage(settings) } } },
    { kind: 'rule' },
    { kind: 'paragraph', words: { key: 'resetNotMe' } },
    { kind: 'link', words: { key: 'notMe' }, url: notMeLink(settings, notMe) },
  ];
}

function withCurl({ publicUrl }: LetterTextsSettings, { token }: ResetFacts): readonly Block[] {
  const url = `${publicUrl}/api/1/services/api/1/user/set-password.json`;
  // On one line for copying; the quotes around the body hold because a token is base64url.
  const command = `curl -X POST ${url} -H 'Content-Type: application/json' -d '{"token":"${token}","new":"<your new password>"}'`;
  return [
    { kind: 'command', words: { key: 'resetCurl' }, command },
    { kind: 'rule' },
    { kind: 'paragraph', words: { key: 'resetIgnore' } },
  ];
}
