import type { Plugin } from '@hapi/hapi';
import { LOCALES } from '@rekey/domain/values';
import { createAddressOf, createReport } from '@rekey/hapi/requests';
import { askPage } from './ask-page.ts';
import { choosePage } from './choose-page.ts';
import { textsIn } from './languages.ts';
import { notMePage } from './not-me-page.ts';
import { assetRoute } from './page-asset.ts';
import { createContextOf } from './page-context.ts';
import { pageRoutes } from './page-routes.ts';
import { type CheckedPagesOptions, checkPagesOptions, type PagesOptions } from './pages-options.ts';
import { themeFor } from './theme.ts';
import { createTranslator, type Translators } from './translator.ts';

// A code and two passwords of 256 characters in percent signs are less than that.
const MAX_BODY_BYTES = 8_192;

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
    const { theme, assets } = themeFor(options);
    const { deadlineMs, bodyDeadlineMs, language } = options;
    const rules = {
      deadlineMs,
      bodyBounds: { maxBytes: MAX_BODY_BYTES, deadlineMs: bodyDeadlineMs },
      report: createReport(options.onFault),
      contextOf: createContextOf(theme, translatorsFor(options), language),
    };
    const pages = [
      askPage({ ...options, addressOf }),
      notMePage({ ...options, addressOf }),
      choosePage({ ...options, addressOf, rules: { ...options.password, fields: options.password.fields ?? 1 } }),
    ];
    server.route([...assets.map(assetRoute), ...pages.flatMap((page) => pageRoutes(page, rules))]);
  },
};

function translatorsFor({ texts, foundBy }: CheckedPagesOptions): Translators {
  const entries = LOCALES.map((locale) => [
    locale,
    createTranslator(locale, { ...textsIn(locale, foundBy), ...texts?.[locale] }),
  ]);
  return Object.fromEntries(entries) as Translators;
}
