/** A colour as `#rrggbb`. */
const HEX = /^#[0-9a-f]{6}$/i;
const ACCENT = '#1f5eb8';

/** What an operator sets about the appearance of every mail. */
export interface ThemeSettings {
  /** What people know the service as; the host of the public URL by default. */
  readonly serviceName?: string;
  /** Where people get help: an e-mail address or an http(s) URL. */
  readonly support?: string;
  /** The colour of the button, `#rrggbb`. */
  readonly accent?: string;
}

export interface Theme {
  readonly serviceName: string;
  readonly support: { readonly text: string; readonly url: string } | null;
  readonly accent: string;
  /** Black or white, whichever reads better on the accent: at least 4.58 to 1 for every colour there is. */
  readonly onAccent: string;
}

export function createTheme({ serviceName, support, accent = ACCENT }: ThemeSettings, publicUrl: string): Theme {
  if (!HEX.test(accent)) throw new Error('a colour wants the form #rrggbb');
  return {
    serviceName: serviceName ?? /^https?:\/\/(\[[^\]]*\]|[^/:]+)/.exec(publicUrl)?.[1] ?? publicUrl,
    support: support === undefined ? null : contact(support),
    accent,
    onAccent: inkOn(accent),
  };
}

function contact(support: string): Theme['support'] {
  const isUrl = /^https?:\/\//.test(support);
  return { text: support.replace(/^https?:\/\/|\/$/g, ''), url: isUrl ? support : `mailto:${support}` };
}

/** Black or white, whichever has the higher contrast (WCAG 2.2, 1.4.3). */
export function inkOn(colour: string): '#000000' | '#ffffff' {
  return contrast(colour, '#000000') > contrast(colour, '#ffffff') ? '#000000' : '#ffffff';
}

/** The contrast ratio of two colours as `#rrggbb`, 1 to 21 (WCAG 2.2). Text of any size wants 4.5 or more. */
export function contrast(one: string, other: string): number {
  const [lighter = 0, darker = 0] = [luminance(one), luminance(other)].sort((a, b) => b - a);
  return (lighter + 0.05) / (darker + 0.05);
}

function luminance(colour: string): number {
  const [red = 0, green = 0, blue = 0] = [1, 3, 5].map((at) => linear(Number.parseInt(colour.slice(at, at + 2), 16)));
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
}

function linear(channel: number): number {
  const value = channel / 255;
  return value <= 0.04045 ? value / 12.92 : ((value + 0.055) / 1.055) ** 2.4;
}
