import type { Claim } from '../values/letter.ts';

/** The same at every try of one letter, so that a duplicate after a lost reply can be told from a second mail (RFC 1047). */
export function messageIdOf(claim: Claim, host: string): string {
  return `<rekey.${claim.letter.kind}.${claim.id}.${claim.requestedAt.toString(36)}@${host}>`;
}
