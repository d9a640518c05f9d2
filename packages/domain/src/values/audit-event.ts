import type { ClientAddress, LetterId } from './letter.ts';
import type { UserKey } from './user.ts';

/** What happened to an account, for the operator who has to explain it later. Never a secret; the store adds the time. */
export type AuditEvent =
  | {
      readonly kind: 'password-changed';
      readonly userKey: UserKey;
      readonly username: string;
      readonly address: ClientAddress;
      readonly letterId: LetterId | null;
    }
  | { readonly kind: 'link-issued'; readonly userKey: UserKey; readonly username: string }
  | { readonly kind: 'tokens-revoked'; readonly userKey: UserKey; readonly username: string; readonly count: number }
  | { readonly kind: 'all-tokens-revoked'; readonly count: number };
