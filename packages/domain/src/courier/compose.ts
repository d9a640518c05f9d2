import type { Hindrance, LetterTexts, MailText } from '../ports/letter-texts.ts';
import type { TokenSource } from '../ports/token-source.ts';
import type { EmailAddress } from '../values/email-address.ts';
import type { Claim, Notice, ResetRequest, SkipReason } from '../values/letter.ts';
import type { Locale } from '../values/locale.ts';
import type { Mail } from '../values/mail.ts';
import type { TokenDigest } from '../values/reset-token.ts';
import { localeOf, type User, type UserKey } from '../values/user.ts';

/** A claimed letter with the secrets that its mail may carry. */
export interface Draft extends ReturnType<TokenSource['mint']> {
  readonly claim: Claim;
}

/** Whether a letter becomes a mail, and which. */
export type Judgement =
  | { readonly kind: 'reset'; readonly user: User; readonly mailbox: EmailAddress }
  /** No link, but a mail that says why. */
  | { readonly kind: 'explanation'; readonly user: User; readonly mailbox: EmailAddress; readonly hindrance: Hindrance }
  | { readonly kind: 'notice'; readonly notice: Notice }
  | { readonly kind: 'skip'; readonly request: ResetRequest; readonly user: User | null; readonly reason: SkipReason };

/** A letter that is judged and whose token is durable. Only the relay, or its end, is left. */
export type Prepared = PreparedMail | Decoy;

export interface PreparedMail {
  readonly kind: 'mail';
  readonly claim: Claim;
  readonly userKey: UserKey;
  readonly mail: Mail;
  /** The digest of the token in the mail; `null` in a notice, which carries none. */
  readonly digest: TokenDigest | null;
}

/**
 * A letter that gets no mail. Up to the relay it is treated like the others and has a token of its
 * own: the courier's work must not tell a listener whether a name is known.
 */
export interface Decoy {
  readonly kind: 'decoy';
  readonly claim: Claim;
  /** `null` for an unknown name. */
  readonly userKey: UserKey | null;
  readonly reason: SkipReason;
  readonly digest: TokenDigest;
}

export interface ComposeDeps {
  readonly texts: LetterTexts;
  readonly messageIdHost: string;
  readonly rules: { readonly tokenLifeMs: number };
}

/**
 * Writes the mail of a letter. For a letter that gets none it writes what a known name would have
 * got, and drops it: the work must not differ.
 */
export function compose(deps: ComposeDeps, draft: Draft, judgement: Judgement): Prepared {
  const { claim, digest } = draft;
  switch (judgement.kind) {
    case 'reset': {
      const { user, mailbox } = judgement;
      const text = resetText(deps, draft, user.username, localeOf(user));
      return { kind: 'mail', claim, userKey: user.key, mail: mailOf(deps, claim, mailbox, text, user), digest };
    }
    case 'explanation': {
      const { user, mailbox } = judgement;
      const text = explanationText(deps, claim, judgement);
      return { kind: 'mail', claim, userKey: user.key, mail: mailOf(deps, claim, mailbox, text, user), digest };
    }
    case 'notice': {
      // To the address it was posted with, whatever became of the user since: an intruder changes
      // the address first.
      const { to, userKey } = judgement.notice;
      const text = noticeText(deps, draft, judgement.notice);
      return { kind: 'mail', claim, userKey, mail: mailOf(deps, claim, to, text, null), digest: null };
    }
    case 'skip': {
      const { request, user, reason } = judgement;
      resetText(deps, draft, request.submittedName, null);
      return { kind: 'decoy', claim, userKey: user?.key ?? null, reason, digest };
    }
  }
}

function mailOf(deps: ComposeDeps, claim: Claim, address: EmailAddress, text: MailText, user: User | null): Mail {
  return {
    messageId: messageIdOf(claim, deps.messageIdHost),
    to: { name: user === null ? '' : fullNameOf(user), address },
    ...text,
  };
}

/** The same at every attempt, so that a duplicate after a lost reply can be told (RFC 1047). */
function messageIdOf(claim: Claim, host: string): string {
  return `<rekey.${claim.letter.kind}.${claim.id}.${claim.requestedAt.toString(36)}@${host}>`;
}

function resetText({ texts, rules }: ComposeDeps, draft: Draft, username: string, locale: Locale | null): MailText {
  const { token, notMe } = draft;
  const { askedAt, letter } = draft.claim;
  return texts.reset({
    username,
    locale: locale ?? letter.locale ?? null,
    token,
    notMe,
    askedAt,
    tokenLifeMs: rules.tokenLifeMs,
  });
}

function explanationText(
  { texts }: ComposeDeps,
  { letter, askedAt }: Claim,
  { user, hindrance }: Judgement & { readonly kind: 'explanation' },
): MailText {
  const locale = localeOf(user) ?? letter.locale ?? null;
  return texts.explanation({ username: user.username, locale, hindrance, askedAt });
}

function noticeText({ texts }: ComposeDeps, { claim, notMe }: Draft, notice: Notice): MailText {
  const username = notice.username;
  const locale = notice.locale ?? null;
  return notice.about === 'not-me'
    ? texts.report({ username, locale, reportedAt: claim.requestedAt })
    : texts.notice({ username, locale, notMe, changedAt: claim.requestedAt });
}

function fullNameOf(user: User): string {
  return [user.firstName, user.lastName].filter((part) => part !== null && part !== '').join(' ');
}
