import { createMemoryStore } from '@rekey/memory';
import { expect, it } from 'vitest';
import { HERE } from '../../test/world.ts';
import type { TokenDigest, TokenRecord } from '../values/reset-token.ts';
import type { Revision, UserKey } from '../values/user.ts';
import { createNoteRefusal, judgeToken } from './token-verdict.ts';

it('createNoteRefusal remembers the last thousand tokens, so that its memory is bounded', async () => {
  const { units, readAudit } = createMemoryStore();
  const noteRefusal = createNoteRefusal(units);
  const record: TokenRecord = { userKey: '1' as UserKey, revision: 'r' as Revision, letterId: null };
  const refused = judgeToken(record, null);
  if (refused.kind === 'good') throw new Error('a token of nobody was good');
  const note = (n: number) => noteRefusal(`digest ${n}` as TokenDigest, refused, HERE);
  for (let n = 0; n <= 1_000; n += 1) await note(n);
  await note(1);
  expect(await readAudit()).toHaveLength(1_001);
  await note(0);
  expect(await readAudit()).toHaveLength(1_002);
});
