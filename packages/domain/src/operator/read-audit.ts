import type { AuditReader } from '../ports/audit.ts';
import type { UserDirectory } from '../ports/users.ts';
import type { AuditView } from '../values/audit-event.ts';
import { InvalidArgument, untyped } from '../values/untyped.ts';
import { parseSubmittedName } from '../values/username.ts';

export type ReadAuditOutcome =
  | { readonly kind: 'read'; readonly events: readonly AuditView[] }
  | { readonly kind: 'unknown-user' };

/**
 * Shows an operator what happened, newest first: all of it, or what concerns one name. A user is
 * followed through renames, and what strangers asked under a name that nobody has is shown too.
 * Unknown is a name that is neither a user's nor in any event. Throws `InvalidArgument` for a limit
 * that is no whole number from 1 on.
 */
export type ReadAudit = (options: { readonly username?: string; readonly limit: number }) => Promise<ReadAuditOutcome>;

export function createReadAudit(deps: {
  readonly directory: UserDirectory;
  readonly auditReader: AuditReader;
}): ReadAudit {
  return async (options) => {
    const { username, limit } = untyped(options);
    if (!isLimit(limit)) throw new InvalidArgument('limit must be a whole number from 1 on');
    if (username === undefined) return { kind: 'read', events: await deps.auditReader.list({ limit }) };
    // What no name can be was never recorded, and not every database would let us ask for it.
    const name = parseSubmittedName(username);
    if (name === null) return { kind: 'unknown-user' };
    const user = await deps.directory.findByName(name);
    const events = await deps.auditReader.list({ limit, of: { username: name, userKey: user?.key ?? null } });
    return user === null && events.length === 0 ? { kind: 'unknown-user' } : { kind: 'read', events };
  };
}

function isLimit(raw: unknown): raw is number {
  return typeof raw === 'number' && Number.isSafeInteger(raw) && raw >= 1;
}
