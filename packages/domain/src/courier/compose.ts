import type { LetterTexts, MailText } from '../mail/letter-texts.ts';
import type { Locale } from '../mail/locale.ts';
import type { TokenSource } from '../ports/token-source.ts';
import type { Claim, Notice, ResetRequest } from '../values/letter.ts';
import { localeOf, type User } from '../values/user.ts';
import type { Judgement } from './judge-request.ts';
import { messageIdOf } from './message-id.ts';
import type { Decoy, MailHandOver } from './prepared.ts';
import type { CourierRules } from './rules.ts';

export interface WriteMailDeps {
  readonly texts: LetterTexts;
  readonly messageIdHost: string;
  readonly rules: CourierRules;
}

/** A claimed letter with the secrets that it may carry. */
export interface Draft extends ReturnType<TokenSource['mint']> {
  readonly claim: Claim;
}

export function writeReset(
  deps: WriteMailDeps,
  draft: Draft,
  { user, mailbox }: Judgement & { readonly kind: 'mail' },
): MailHandOver {
  const { claim, digest } = draft;
  const mail = {
    messageId: messageIdOf(claim, deps.messageIdHost),
    to: { name: fullNameOf(user), address: mailbox },
    ...resetTexts(deps, draft, user.username, localeOf(user)),
  };
  return { kind: 'mail', claim, userKey: user.key, mail, digest };
}

/** The token of this one belongs to nobody, like a decoy's: the mail does not show it. */
export function writeExplanation(
  deps: WriteMailDeps,
  { claim, digest }: Draft,
  { user, mailbox, hindrance }: Judgement & { readonly kind: 'explain' },
): MailHandOver {
  const { username } = user;
  const locale = localeOf(user) ?? claim.letter.locale ?? null;
  const mail = {
    messageId: messageIdOf(claim, deps.messageIdHost),
    to: { name: fullNameOf(user), address: mailbox },
    ...deps.texts.explanation({ username, locale, hindrance, askedAt: claim.askedAt }),
  };
  return { kind: 'mail', claim, userKey: user.key, mail, digest };
}

/** Writes what a known name would have got, for nobody to read. */
export function writeDecoy(
  deps: WriteMailDeps,
  draft: Draft,
  request: ResetRequest,
  { user, reason }: Judgement & { readonly kind: 'skip' },
): Decoy {
  const { claim, digest } = draft;
  resetTexts(deps, draft, request.submittedName, null);
  return { kind: 'decoy', claim, userKey: user?.key ?? null, reason, digest };
}

/** A notice goes to the address it was posted with, whatever has become of the user since: an intruder moves mailboxes first. */
export function writeNotice(deps: WriteMailDeps, draft: Draft, notice: Notice): MailHandOver {
  const { claim } = draft;
  const mail = {
    messageId: messageIdOf(claim, deps.messageIdHost),
    to: { name: '', address: notice.to },
    ...noticeTexts(deps, draft, notice),
  };
  return { kind: 'mail', claim, userKey: notice.userKey, mail, digest: null };
}

function resetTexts(
  { texts, rules }: WriteMailDeps,
  { claim, token, notMe }: Draft,
  username: string,
  locale: Locale | null,
): MailText {
  const { askedAt, letter } = claim;
  return texts.reset({
    username,
    locale: locale ?? letter.locale ?? null,
    token,
    notMe,
    askedAt,
    tokenLifeMs: rules.tokenLifeMs,
  });
}

function noticeTexts({ texts }: WriteMailDeps, { claim, notMe }: Draft, notice: Notice): MailText {
  const facts = { username: notice.username, locale: notice.locale ?? null };
  return notice.about === 'not-me'
    ? texts.report({ ...facts, reportedAt: claim.requestedAt })
    : texts.notice({ ...facts, notMe, changedAt: claim.requestedAt });
}

function fullNameOf(user: User): string {
  return [user.firstName, user.lastName].filter((part) => part !== null && part !== '').join(' ');
}
