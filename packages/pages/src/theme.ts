import { readFileSync } from 'node:fs';
import { createTheme, type Html, html } from '@rekey/markup';
import { colourRules } from './colours.ts';
import { type PageAsset, pageAsset } from './page-asset.ts';
import type { Logo, PagesOptions } from './pages-options.ts';

export interface ThemeFiles {
  readonly theme: Theme;
  readonly assets: readonly PageAsset[];
}

const EXTENSIONS = { 'image/svg+xml': 'svg', 'image/png': 'png', 'image/jpeg': 'jpg', 'image/webp': 'webp' } as const;

/** The files that pages load, and what stands on each of them. Read once, sent from memory. */
export function themeFor({ logo, serviceName, support, accent }: PagesOptions): ThemeFiles {
  const theme = createTheme({ ...(support !== undefined && { support }), ...(accent !== undefined && { accent }) }, '');
  const style = `${own('pages.css')}${colourRules(theme.accent)}`;
  const styleSheet = pageAsset(Buffer.from(style), 'css', 'text/css; charset=utf-8');
  const script = pageAsset(own('pages.js'), 'js', 'text/javascript; charset=utf-8');
  const icon = pageAsset(own('mark.svg'), 'svg', 'image/svg+xml');
  const picture = logo === undefined ? null : logoAsset(logo);
  return {
    theme: {
      name: serviceName,
      logo: picture?.href ?? null,
      styleSheet: styleSheet.href,
      script: script.href,
      icon: icon.href,
      support: theme.support && html`<a href="${theme.support.url}"><bdi>${theme.support.text}</bdi></a>`,
    },
    assets: [styleSheet, script, icon, ...(picture === null || picture.href === icon.href ? [] : [picture])],
  };
}

const own = (file: string): Buffer => readFileSync(new URL(`../assets/${file}`, import.meta.url));

const logoAsset = ({ bytes, type }: Logo): PageAsset => pageAsset(bytes, EXTENSIONS[type], type);

/** What an operator chooses about the pages' appearance; all of it is shown on every page. */
export interface Theme {
  /** What the service is called. */
  readonly name: string;
  /** Where the logo is, relative to a page; without one the name stands alone. */
  readonly logo: string | null;
  readonly styleSheet: string;
  readonly script: string;
  readonly icon: string;
  /** Whom to ask, as a link where it can be one. */
  readonly support: Html | null;
}
