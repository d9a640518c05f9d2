/** HTML that is safe to send: made by `html` and by nothing else, so whatever is in it was escaped or written by us. */
export interface Html {
  readonly markup: string;
}

class Written implements Html {
  readonly markup: string;

  constructor(markup: string) {
    this.markup = markup;
  }
}

/** What a template may hold: text is escaped, HTML and lists of it are kept, `null` and `false` are nothing. */
type Part = string | number | null | false | Html | readonly Part[];

/**
 * A template whose every value is escaped, in text and in quoted attributes alike. There is no way around it: a string that
 * looks like HTML is text. Attributes must be quoted in the template. A user name is a stranger's text.
 */
export function html(pieces: TemplateStringsArray, ...parts: readonly Part[]): Html {
  return new Written(pieces.reduce((before, piece, index) => `${before}${rendered(parts[index - 1] ?? null)}${piece}`));
}

function rendered(part: Part): string {
  if (part === null || part === false) return '';
  if (part instanceof Written) return part.markup;
  if (Array.isArray(part)) return part.map(rendered).join('');
  return String(part).replace(/[&<>"'`]/g, (character) => `&#${character.codePointAt(0)};`);
}
