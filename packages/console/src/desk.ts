import { type IssueLink, Overloaded, type ReadAudit, type RetryLetter, type RevokeTokens } from '@rekey/domain';
import type { Backlog, LetterBox } from '@rekey/domain/ports';
import { retryAfter } from '@rekey/hapi/requests';
import { type Html, html } from '@rekey/markup';
import { documentOf, type Form, faultPage, goesOnTo, type PageRoute, type Reply, shows } from '@rekey/pages/kit';
import type { Doorkeeper } from './doorkeeper.ts';
import { hasFormSecret, type Session } from './sessions.ts';
import { signInForm } from './sign-in-page.ts';
import type { ConsoleContext, ConsoleTexts } from './texts/index.ts';

/** What an operator may look at and do: the use cases of the admin API. */
export interface Operations {
  readonly letters: Pick<LetterBox, 'list'>;
  readonly readAudit: ReadAudit;
  readonly backlog: Pick<Backlog, 'look'>;
  readonly retryLetter: RetryLetter;
  readonly issueLink: IssueLink;
  readonly revokeTokens: RevokeTokens;
  /** Takes out of a text what is an address, but for its mask, and what looks like a secret. */
  readonly mask: (text: string) => string;
}

export const USER = 'user';
export const LETTERS = 'letters';
export const AUDIT = 'audit';
export const SIGN_IN = 'sign-in';
export const SIGN_OUT = 'sign-out';

/** A page as one who is signed in sees it. */
export interface Visit {
  readonly context: ConsoleContext;
  readonly session: Session;
}

/** A page behind the sign-in. */
export interface DeskPage {
  readonly path: string;
  show(visit: Visit): Reply | Promise<Reply>;
  /** Called for a form that this session was given, and for no other. */
  take(visit: Visit, form: Form): Promise<Reply>;
}

/** Lets in who is signed in. A form of anybody else does nothing. */
export function behindSignIn({ path, show, take }: DeskPage, door: Doorkeeper): PageRoute<ConsoleTexts> {
  return {
    path: `/${path}`,
    async show(context) {
      const admitted = door.admit(context.request);
      if (admitted === null) return goesOnTo(context.href(SIGN_IN));
      const { session } = admitted;
      const reply = await unlessOverloaded(context, async () => show({ context, session }));
      return { ...reply, headers: { ...reply.headers, ...admitted.headers } };
    },
    async take(context, form) {
      const admitted = door.admit(context.request);
      if (admitted === null) {
        return shows(
          signInForm(context, { faults: [{ field: 'operator', text: context.translator.t('sessionEnded') }] }),
          403,
        );
      }
      if (!hasFormSecret(admitted.session, form('secret'))) return shows(faultPage(context, 'refused'), 403);
      const { session } = admitted;
      return unlessOverloaded(context, () => take({ context, session }, form));
    },
  };
}

/** A bound of the database is reached: that is no fault, and passes. */
async function unlessOverloaded(context: ConsoleContext, reply: () => Promise<Reply>): Promise<Reply> {
  try {
    return await reply();
  } catch (fault) {
    if (!(fault instanceof Overloaded)) throw fault;
    return shows(faultPage(context, 'broken'), 503, retryAfter(fault.retryAfterMs));
  }
}

export const secretField = ({ formSecret }: Session): Html =>
  html`<input type="hidden" name="secret" value="${formSecret}">`;

interface DeskContent {
  readonly title: string;
  readonly here: string;
  readonly query?: Readonly<Record<string, string>>;
  readonly main: Html;
}

/** A whole page with the menu, and what the last act came to. */
export function deskDocument({ context, session }: Visit, { title, here, query = {}, main }: DeskContent): Html {
  const { translator, href } = context;
  const item = (page: string, text: string) =>
    html`<li><a href="${href(page)}"${page === here && html` aria-current="page"`}>${text}</a></li>`;
  const notice = session.notice;
  session.notice = null;
  return documentOf(context, {
    title,
    here,
    query,
    menu: html`<nav aria-label="${translator.t('console')}"><ul>
${item(USER, translator.t('userTitle'))}${item(LETTERS, translator.t('lettersTitle'))}${item(AUDIT, translator.t('auditTitle'))}
</ul></nav>
<form class="leave" method="post" action="${href(SIGN_OUT)}">${secretField(session)}<span>${translator.t('signedInAs', { operator: session.operator })}</span><button class="quiet">${translator.t('signOut')}</button></form>`,
    main: html`${notice !== null && html`<div class="notice" role="status">${notice}</div>`}${main}`,
  });
}
