import type { Migration } from './migration.ts';

/** An operator asks for one name, or one user, out of a year of events. Most events have either, so the rest is left out. */
export const auditNames: Migration = {
  name: '0007-audit-names',
  up: () => [
    `create index rekey_audit_username on rekey_audit (username, id) where username is not null`,
    `create index rekey_audit_user_key on rekey_audit (user_key, id) where user_key is not null`,
  ],
};
