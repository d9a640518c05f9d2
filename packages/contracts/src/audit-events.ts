import type { AuditEvent, ClientAddress, Instant, LetterId, Operator, UserKey } from '@rekey/domain/values';

/** Whom the events are about. */
export const JANE_IN_EVENTS = { userKey: '17' as UserKey, username: 'jane\u2028.dœ \u{1F511}' };
const changed = { ...JANE_IN_EVENTS, address: '192.0.2.1' as ClientAddress, reason: null };
const operator = 'help desk 2' as Operator;
const asked = {
  username: "jane';--",
  address: '192.0.2.1' as ClientAddress,
  letterId: '9007199254740' as LetterId,
  requestedAt: Date.UTC(2026, 10, 22) as Instant,
};

/** One of each kind at least, with what makes a store stumble. */
export const AUDIT_EVENTS: readonly AuditEvent[] = [
  { kind: 'link-issued', ...JANE_IN_EVENTS },
  { kind: 'password-changed', ...changed, address: '2001:db8::1' as ClientAddress, letterId: '9' as LetterId },
  { kind: 'password-changed', ...changed, letterId: null, reason: 'breach check unavailable' },
  { kind: 'tokens-revoked', ...JANE_IN_EVENTS, count: 3 },
  { kind: 'all-tokens-revoked', count: 0 },
  { kind: 'link-issued', ...JANE_IN_EVENTS, operator },
  { kind: 'tokens-revoked', ...JANE_IN_EVENTS, count: 1, operator },
  { kind: 'not-me', ...JANE_IN_EVENTS, address: asked.address, source: 'notice', count: 2 },
  { kind: 'letter-sent', letterKind: 'reset', ...asked, userKey: JANE_IN_EVENTS.userKey, reason: null },
  { kind: 'letter-skipped', letterKind: 'reset', ...asked, userKey: null, reason: 'unknown user' },
  { kind: 'letter-dead', letterKind: 'notice', ...asked, ...JANE_IN_EVENTS, address: null, reason: '550 no' },
  { kind: 'letter-retried', letterKind: 'reset', ...asked, userKey: null, reason: null },
  { kind: 'letter-retried', letterKind: 'reset', ...asked, userKey: null, reason: null, operator },
  { kind: 'token-refused', ...changed, letterId: '9' as LetterId, reason: 'disabled' },
  { kind: 'token-refused', ...changed, username: null, letterId: null, reason: 'user gone' },
  { kind: 'change-not-written', ...changed, letterId: null, reason: 'kept the old one' },
  { kind: 'user-added', ...JANE_IN_EVENTS, reason: null },
  { kind: 'user-changed', ...JANE_IN_EVENTS, reason: 'email, enabled' },
  { kind: 'user-removed', ...JANE_IN_EVENTS, reason: null },
];
