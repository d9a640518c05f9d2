import { readFileSync } from 'node:fs';
import { createTheme, type Html, html } from '@rekey/markup';
import { colourRules } from './colours.ts';
import { type PageAsset, pageAsset } from './page-asset.ts';
import type { Logo } from './pages-options.ts';

/** How a set of pages looks, and where it begins. */
export interface Appearance {
  readonly serviceName: string;
  readonly logo?: Logo | undefined;
  readonly accent?: string | undefined;
  readonly support?: string | undefined;
  /** The page to begin again on. */
  readonly home: string;
  /** Rules behind those of every page. */
  readonly style?: Buffer;
  readonly script?: Buffer;
}

export interface ThemeFiles {
  readonly theme: Theme;
  readonly assets: readonly PageAsset[];
}

const EXTENSIONS = { 'image/svg+xml': 'svg', 'image/png': 'png', 'image/jpeg': 'jpg', 'image/webp': 'webp' } as const;

/** The files that pages load, and what stands on each of them. Read once, sent from memory. */
export function themeFor({ logo, serviceName, support, accent, home, style: more, script }: Appearance): ThemeFiles {
  const theme = createTheme({ ...(support !== undefined && { support }), ...(accent !== undefined && { accent }) }, '');
  const style = `${ownFile('pages.css')}${more ?? ''}${colourRules(theme.accent)}`;
  const styleSheet = pageAsset(Buffer.from(style), 'css', 'text/css; charset=utf-8');
  const program = script === undefined ? null : pageAsset(script, 'js', 'text/javascript; charset=utf-8');
  const icon = pageAsset(ownFile('mark.svg'), 'svg', 'image/svg+xml');
  const picture = logo === undefined ? null : logoAsset(logo);
  return {
    theme: {
      name: serviceName,
      logo: picture?.href ?? null,
      styleSheet: styleSheet.href,
      script: program?.href ?? null,
      home,
      icon: icon.href,
      support: theme.support && html`<a href="${theme.support.url}"><bdi>${theme.support.text}</bdi></a>`,
    },
    assets: [
      ...[styleSheet, icon],
      ...(program === null ? [] : [program]),
      ...(picture === null || picture.href === icon.href ? [] : [picture]),
    ],
  };
}

/** A file of this package that pages load. */
export const ownFile = (file: string): Buffer => readFileSync(new URL(`../assets/${file}`, import.meta.url));

const logoAsset = ({ bytes, type }: Logo): PageAsset => pageAsset(bytes, EXTENSIONS[type], type);

/** What an operator chooses about the pages' appearance; all of it is shown on every page. */
export interface Theme {
  /** What the service is called. */
  readonly name: string;
  /** Where the logo is, relative to a page; without one the name stands alone. */
  readonly logo: string | null;
  readonly styleSheet: string;
  readonly script: string | null;
  readonly home: string;
  readonly icon: string;
  /** Whom to ask, as a link where it can be one. */
  readonly support: Html | null;
}
