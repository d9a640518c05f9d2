import type { Request } from '@hapi/hapi';
import type { Look } from './look.ts';
import type { Speech } from './speech.ts';

/** Somebody looks at a page or sends its form. */
export interface Visit {
  readonly request: Request;
  readonly speech: Speech;
  readonly look: Look;
  /** The value of this parameter if it is there exactly once. */
  readonly query: (name: string) => string | null;
  /** The address of a page, relative to a page, in the language that the person has chosen by hand. */
  readonly href: (page: string, step?: string) => string;
}
