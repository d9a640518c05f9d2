import type { Html } from '@rekey/markup';
import type { PageContext } from './page-context.ts';
import type { PageTexts } from './page-texts.ts';
import type { Form } from './read-form.ts';

/** One page and its form. */
export interface PageRoute<Texts extends PageTexts = PageTexts> {
  readonly path: string;
  /** How long after the deadline an answer may still come, because it must not be wrong. */
  readonly graceMs?: number;
  /** Changes nothing, ever: mail scanners open links. */
  show(context: PageContext<Texts>): Reply | Promise<Reply>;
  take(context: PageContext<Texts>, form: Form): Promise<Reply>;
}

/** What a page answers, before Hapi knows of it: HTML, or the page to go on to. */
export interface Reply {
  readonly status: number;
  readonly page?: Html;
  readonly headers?: Readonly<Record<string, string>>;
}

export const shows = (page: Html, status = 200, headers: Readonly<Record<string, string>> = {}): Reply => ({
  status,
  page,
  headers,
});

/**
 * To another page after a form was done (303: with GET). Reloading that page sends nothing again, and the browser's history holds no
 * entry whose form has a password in it.
 */
export const goesOnTo = (location: string): Reply => ({ status: 303, headers: { location } });

/** What the pages are called in links, and their steps: the answers that a form leads to. */
export const ASK = 'forgot-password';
export const SENT = 'sent';
export const CHOOSE = 'reset-password';
export const NOT_ME = 'not-me';
export const DONE = 'done';
