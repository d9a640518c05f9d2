import type { Brand } from './brand.ts';

/** A point in time: milliseconds since 1970-01-01T00:00:00Z, as the store that hands it out reads its clock. */
export type Instant = Brand<number, 'Instant'>;
