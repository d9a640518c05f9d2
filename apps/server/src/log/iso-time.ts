import type { Instant } from '@rekey/domain/values';

/** ISO 8601 in UTC, as all machine output has it. */
export function isoOrNull(instant: Instant | null): string | null {
  return instant === null ? null : new Date(instant).toISOString();
}
