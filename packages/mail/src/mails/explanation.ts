import type { ExplanationFacts } from '@rekey/domain/ports';
import type { Block, Draft } from '../block.ts';
import type { LetterTextsSettings } from '../letter-texts-settings.ts';
import { shown, type Translator } from '../translator.ts';

/** To somebody who asked and can get no link: why, and where to go instead. */
export function explanationMail(settings: LetterTextsSettings, translator: Translator, facts: ExplanationFacts): Draft {
  const opening = { user: shown(facts.username), time: translator.time(facts.askedAt) };
  return {
    subject: { key: 'explainSubject' },
    blocks: [
      { kind: 'paragraph', words: { key: 'resetOpening', values: opening } },
      ...(facts.hindrance === 'disabled' ? disabled : external(settings)),
      { kind: 'paragraph', words: { key: 'explainIgnore' } },
    ],
  };
}

const ASK: Block = { kind: 'paragraph', words: { key: 'explainAsk' } };
const disabled: readonly Block[] = [{ kind: 'paragraph', words: { key: 'explainDisabled' } }, ASK];

function external({ externalUrl }: LetterTextsSettings): readonly Block[] {
  return [
    { kind: 'paragraph', words: { key: 'explainExternal' } },
    externalUrl === undefined ? ASK : { kind: 'button', words: { key: 'explainExternalButton' }, url: externalUrl },
  ];
}
