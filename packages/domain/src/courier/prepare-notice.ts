import type { LetterTexts } from '../mail/letter-texts.ts';
import type { TokenSource } from '../ports/token-source.ts';
import type { UnitOfWork } from '../ports/unit-of-work.ts';
import type { Claim, Notice } from '../values/letter.ts';
import { LeaseLost, type Prepared } from './hand-over.ts';
import { messageIdOf } from './message-id.ts';

export interface PrepareNoticeDeps {
  readonly units: UnitOfWork;
  readonly source: TokenSource;
  readonly texts: LetterTexts;
  readonly messageIdHost: string;
}

/** A notice goes to the address it was posted with, whatever has become of the user since: an intruder moves mailboxes first. */
export async function prepareNotice(deps: PrepareNoticeDeps, claim: Claim, notice: Notice): Promise<Prepared> {
  const { notMe } = deps.source.mint();
  const started = await deps.units.run((unit) => unit.letters.startHandOver(claim, notice.userKey));
  if (started === 'lost') throw new LeaseLost();
  const mail = {
    messageId: messageIdOf(claim, deps.messageIdHost),
    to: { name: '', address: notice.to },
    ...deps.texts.notice({ username: notice.username, locale: null, notMe, changedAt: claim.requestedAt }),
  };
  return { kind: 'ready', handOver: { claim, mail, digest: null } };
}
