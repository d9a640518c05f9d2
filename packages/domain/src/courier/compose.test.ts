import { createLetterTexts } from '@rekey/mail';
import { memoryTokenSource } from '@rekey/memory';
import { expect, it } from 'vitest';
import type { ResetFacts } from '../ports/letter-texts.ts';
import type { Instant } from '../values/brand.ts';
import type { ClientAddress, LetterId, ResetRequest } from '../values/letter.ts';
import { nameKeyOf, type SubmittedName } from '../values/username.ts';
import { compose } from './compose.ts';
import { DEFAULT_COURIER_RULES } from './rules.ts';

it('compose writes the mail that a known name would have got for a skipped letter, and hands it to nobody', () => {
  const texts = createLetterTexts({ publicUrl: 'https://id.example.com', pages: true });
  const written: ResetFacts[] = [];
  const watched = {
    ...texts,
    reset(facts: ResetFacts) {
      written.push(facts);
      return texts.reset(facts);
    },
  };
  const submittedName = 'nobody' as SubmittedName;
  const address = '192.0.2.1' as ClientAddress;
  const letter: ResetRequest = { kind: 'reset', submittedName, nameKey: nameKeyOf(submittedName), address };
  const at = 0 as Instant;
  const claimed = { fence: 1, attempts: 1, lapses: 0, doubts: 0, requestedAt: at, askedAt: at };
  const claim = { id: '7' as LetterId, letter, ...claimed };
  const draft = { claim, ...memoryTokenSource().mint() };
  const deps = { texts: watched, messageIdHost: 'id.example.com', rules: DEFAULT_COURIER_RULES };
  const decoy = compose(deps, draft, { kind: 'skip', request: letter, user: null, reason: 'unknown user' });
  expect(written).toMatchObject([{ username: 'nobody', token: draft.token, notMe: draft.notMe, askedAt: at }]);
  expect(decoy).toEqual({ kind: 'decoy', claim, userKey: null, reason: 'unknown user', digest: draft.digest });
});
