import type { Html } from '@rekey/markup';

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
