import type { ReportFacts } from '@rekey/domain/ports';
import type { Draft } from '../block.ts';
import type { LetterTextsSettings } from '../letter-texts-settings.ts';
import { shown } from '../shown.ts';
import type { Speech } from '../speech.ts';

/** To the operator: what was reported, what is done already, what only a person can do. */
export function reportMail(_settings: LetterTextsSettings, speech: Speech, facts: ReportFacts): Draft {
  const opening = { user: shown(facts.username), time: speech.time(facts.reportedAt) };
  return {
    subject: { key: 'reportSubject' },
    blocks: [
      { kind: 'paragraph', words: { key: 'reportOpening', values: opening } },
      { kind: 'paragraph', words: { key: 'reportDone' } },
      { kind: 'paragraph', words: { key: 'reportNext' } },
    ],
  };
}
