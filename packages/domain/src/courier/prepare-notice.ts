import type { LetterTexts, MailText } from '../mail/letter-texts.ts';
import type { TokenSource } from '../ports/token-source.ts';
import type { UnitOfWork } from '../ports/unit-of-work.ts';
import type { Claim, Notice } from '../values/letter.ts';
import { type NotMeSecret, REPORT_LIFE_MS } from '../values/reset-token.ts';
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
  const { notMe, digest } = deps.source.mint();
  await deps.units.run(async (unit) => {
    // The letter to the operator says what was reported: nothing in it is to be reported again.
    const reportable = notice.about === 'password-changed';
    if (reportable) await unit.reports.allow([{ digest, userKey: notice.userKey, lifeMs: REPORT_LIFE_MS }]);
    if ((await unit.letters.startHandOver(claim, notice.userKey)) === 'lost') throw new LeaseLost();
  });
  const mail = {
    messageId: messageIdOf(claim, deps.messageIdHost),
    to: { name: '', address: notice.to },
    ...textOf(deps.texts, claim, notice, notMe),
  };
  return { kind: 'ready', handOver: { claim, mail, digest: null } };
}

function textOf(texts: LetterTexts, { requestedAt }: Claim, notice: Notice, notMe: NotMeSecret): MailText {
  const facts = { username: notice.username, locale: notice.locale ?? null };
  return notice.about === 'not-me'
    ? texts.report({ ...facts, reportedAt: requestedAt })
    : texts.notice({ ...facts, notMe, changedAt: requestedAt });
}
