import type { Html } from '@rekey/markup';

/** What an operator chooses about the pages' appearance; all of it is shown on every page. */
export interface Look {
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
