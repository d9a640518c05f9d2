import type { ReportFacts } from '@rekey/domain/ports';
import type { Draft } from '../block.ts';
import type { LetterTextsSettings } from '../letter-texts-settings.ts';
import { shown, type Translator } from '../translator.ts';

/** To the operator: what was reported, what is done already, what only a person can do. */
export function reportMail(_settings: LetterTextsSettings, translator: Translator, facts: ReportFacts): Draft {
  const opening = { user: shown(facts.username), time: translator.time(facts.reportedAt) };
  return {
    subject: { key: 'reportSubject' },
    blocks: [
      { kind: 'paragraph', words: { key: 'reportOpening', values: opening } },
      { kind: 'paragraph', words: { key: 'reportDone' } },
      { kind: 'paragraph', words: { key: 'reportNext' } },
    ],
  };
}
