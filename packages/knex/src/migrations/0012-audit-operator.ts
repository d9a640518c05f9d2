import type { Migration } from './migration.ts';

/** Who did what operators do, where the caller gave a name. */
export const auditOperator: Migration = {
  name: '0012-audit-operator',
  up: ({ text }) => [`alter table rekey_audit add column operator ${text}`],
};
