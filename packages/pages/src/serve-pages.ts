import type { Server } from '@hapi/hapi';
import { LOCALES, type Locale } from '@rekey/domain/values';
import { type CheckedBounds, createReport, type OnFault } from '@rekey/hapi/requests';
import { assetRoute } from './page-asset.ts';
import { createContextOf } from './page-context.ts';
import type { PageRoute } from './page-route.ts';
import { pageRoutes } from './page-routes.ts';
import type { PageTexts } from './page-texts.ts';
import { type Appearance, themeFor } from './theme.ts';
import { createTranslator, type Translators } from './translator.ts';

// A code and two passwords of 256 characters in percent signs are less than that.
const MAX_BODY_BYTES = 8_192;

/** What a set of pages has in common. */
export interface Site<Texts extends PageTexts> extends Omit<CheckedBounds, 'trustedProxies'> {
  readonly appearance: Appearance;
  readonly textsOf: (locale: Locale) => Texts;
  /** For browsers that want none of our languages. */
  readonly language: Locale;
  readonly onFault?: OnFault | undefined;
}

/** Adds the routes of pages and of the files that they load, and nothing else. */
export function servePages<Texts extends PageTexts>(
  server: Server,
  { appearance, textsOf, language, deadlineMs, bodyDeadlineMs, onFault }: Site<Texts>,
  pages: readonly PageRoute<Texts>[],
): void {
  const { theme, assets } = themeFor(appearance);
  const translators = Object.fromEntries(
    LOCALES.map((locale) => [locale, createTranslator(locale, textsOf(locale))]),
  ) as Translators<Texts>;
  const rules = {
    deadlineMs,
    bodyBounds: { maxBytes: MAX_BODY_BYTES, deadlineMs: bodyDeadlineMs },
    report: createReport(onFault),
    contextOf: createContextOf(theme, translators, language),
  };
  server.route([...assets.map(assetRoute), ...pages.flatMap((page) => pageRoutes(page, rules))]);
}
