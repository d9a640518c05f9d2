import type { AuditReader } from '../ports/audit.ts';
import type { UserDirectory } from '../ports/users.ts';
import type { AuditView } from '../values/audit-event.ts';
import { parseSubmittedName } from '../values/username.ts';

export type ReadAuditOutcome =
  | { readonly kind: 'read'; readonly events: readonly AuditView[] }
  | { readonly kind: 'unknown-user' };

/**
 * Shows an operator what happened, newest first: all of it, or what concerns one name. A user is followed through renames,
 * and what strangers asked under a name that nobody has is shown too. Unknown is a name that is neither a user's nor in any event.
 */
export type ReadAudit = (options: { readonly username?: string; readonly limit: number }) => Promise<ReadAuditOutcome>;

export function createReadAudit(deps: {
  readonly directory: UserDirectory;
  readonly auditReader: AuditReader;
}): ReadAudit {
  return async ({ username, limit }) => {
    if (username === undefined) return { kind: 'read', events: await deps.auditReader.list({ limit }) };
    // What no name can be was never recorded, and not every database would let us ask for it.
    if (parseSubmittedName(username) === null) return { kind: 'unknown-user' };
    const user = await deps.directory.findByName(username);
    const events = await deps.auditReader.list({ limit, of: { username, userKey: user?.key ?? null } });
    return user === null && events.length === 0 ? { kind: 'unknown-user' } : { kind: 'read', events };
  };
}
