import type { Plugin } from '@hapi/hapi';
import type { Locale } from '@rekey/domain/values';
import { createAddressOf } from '@rekey/hapi/requests';
import { askPage } from './ask-page.ts';
import { choosePage } from './choose-page.ts';
import { textsIn } from './languages.ts';
import { notMePage } from './not-me-page.ts';
import { ASK } from './page-route.ts';
import { checkPagesOptions, type PagesOptions } from './pages-options.ts';
import { servePages } from './serve-pages.ts';
import { ownFile } from './theme.ts';

/**
 * What people see: `/forgot-password`, `/reset-password` and `/not-me`, and the files they load, under anybody's prefix.
 * Adds routes and nothing else. Every link on a page is relative, so a proxy may put any prefix before it.
 */
export const pagesPlugin: Plugin<PagesOptions> = {
  name: '@rekey/pages',
  multiple: true,
  register(server, given) {
    const options = checkPagesOptions(given);
    const addressOf = createAddressOf(server, options);
    const pages = [
      askPage({ ...options, addressOf }),
      notMePage({ ...options, addressOf }),
      choosePage({ ...options, addressOf, rules: { ...options.password, fields: options.password.fields ?? 1 } }),
    ];
    const appearance = { ...options, home: ASK, script: ownFile('pages.js') };
    const textsOf = (locale: Locale) => ({ ...textsIn(locale, options.foundBy), ...options.texts?.[locale] });
    servePages(server, { ...options, appearance, textsOf }, pages);
  },
};
