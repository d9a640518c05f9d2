import type { Server } from '@hapi/hapi';
import { changePasswordPlugin, pagesPlugin } from '@rekey/pages';
import type { Composition } from '../composition/container.ts';
import { readMapping } from '../composition/database.ts';
import { formatFor, normalizationOf, serviceNamesOf } from '../composition/passwords.ts';
import { REPORT_NOT_ME, REQUEST_RESET, SET_PASSWORD } from '../composition/tokens.ts';
import type { SettingsOf } from '../settings/catalogue.ts';
import { readTexts } from '../settings/texts-file.ts';

export type PagesSettings = SettingsOf<'web' | 'links' | 'branding' | 'pages' | 'passwords' | 'database'>;

/** What people see, beside the API: under the base path, and at the root the address where password managers look for it. */
export async function registerPages(server: Server, settings: PagesSettings, { get }: Composition): Promise<void> {
  const { web, links, branding, pages, passwords } = settings;
  if (links.pages === 'off') return;
  await server.register({ plugin: changePasswordPlugin, options: { publicUrl: links.publicUrl } });
  await server.register({
    plugin: pagesPlugin,
    options: {
      requestReset: get(REQUEST_RESET)('private'),
      setPassword: get(SET_PASSWORD),
      reportNotMe: get(REPORT_NOT_ME),
      tokenLifeMs: links.tokenLifeMs,
      password: {
        minimum: passwords.minimum,
        normalization: normalizationOf(settings),
        serviceNames: serviceNamesOf(settings),
        maximumBytes: formatFor(settings).bounds.maximumBytes ?? undefined,
        fields: pages.passwordFields,
      },
      ...appearanceOf(settings),
      support: branding.support,
      texts: readTexts(branding.textsPath).pages,
      signInUrl: links.signInUrl,
      trustedProxies: web.trustedProxies,
      bodyDeadlineMs: web.bodyTimeoutMs,
      deadlineMs: web.bodyTimeoutMs + web.answerTimeoutMs,
    },
    ...(web.basePath !== '' && { routes: { prefix: web.basePath } }),
  });
}

/** How everything looks that people or operators see, and what it asks for. */
export function appearanceOf({
  links,
  branding,
  pages,
  database,
}: SettingsOf<'links' | 'branding' | 'pages' | 'database'>) {
  return {
    foundBy: readMapping(database)?.lookUp?.by ?? 'username',
    serviceName: branding.serviceName ?? new URL(links.publicUrl).hostname,
    accent: branding.accent,
    logo: pages.logo,
    language: branding.language,
  };
}
