import type { AdminOptions } from '@rekey/admin';
import { createIssueLink, createReadAudit, createRetryLetter, createRevokeTokens } from '@rekey/domain';
import { masked } from '../log/masked.ts';
import type { SettingsOf } from '../settings/catalogue.ts';
import type { Composition } from './container.ts';
import { DATABASE, TOKEN_SOURCE } from './tokens.ts';

/** What the admin port does: the same use cases as the commands. */
export function adminOperations(
  { links }: SettingsOf<'links'>,
  { get }: Composition,
): NonNullable<AdminOptions['operations']> {
  const { letters, units, backlog, directory, auditReader } = get(DATABASE);
  const { publicUrl, tokenLifeMs } = links;
  return {
    letters,
    backlog,
    readAudit: createReadAudit({ directory, auditReader }),
    retryLetter: createRetryLetter({ units }),
    issueLink: createIssueLink({ units, source: get(TOKEN_SOURCE), link: { publicUrl }, tokenLifeMs }),
    revokeTokens: createRevokeTokens({ units }),
    mask: masked,
  };
}
