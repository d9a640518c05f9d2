import { cryptoTokenSource } from '@rekey/crypto';
import {
  createIssueLink,
  createReadAudit,
  createRehearseReset,
  createRetryLetter,
  createRevokeTokens,
} from '@rekey/domain';
import type { SettingsOf } from '../settings/catalogue.ts';
import { type Composition, createComposition } from './container.ts';
import { type DatabaseSettings, provideDatabase } from './database.ts';
import { provideHasher } from './passwords.ts';
import {
  DATABASE,
  HASHER,
  ISSUE_LINK,
  READ_AUDIT,
  REHEARSE_RESET,
  RETRY_LETTER,
  REVOKE_TOKENS,
  TOKEN_SOURCE,
} from './tokens.ts';

/** What an operator's commands work with: the database and the deeds on it. Neither HTTP nor mail. */
export function composeDesk(database: DatabaseSettings): Composition {
  return provideDatabase(createComposition(), database)
    .provide(RETRY_LETTER, (get) => createRetryLetter({ units: get(DATABASE).units }))
    .provide(REVOKE_TOKENS, (get) => createRevokeTokens({ units: get(DATABASE).units }))
    .provide(READ_AUDIT, (get) => createReadAudit(get(DATABASE)));
}

export function composePasswordDesk(settings: SettingsOf<'database' | 'passwords'>): Composition {
  return provideHasher(composeDesk(settings.database), settings);
}

export function composeLinkDesk({ database, links }: SettingsOf<'database' | 'links'>): Composition {
  return composeDesk(database)
    .provide(TOKEN_SOURCE, cryptoTokenSource)
    .provide(ISSUE_LINK, (get) =>
      createIssueLink({
        units: get(DATABASE).units,
        source: get(TOKEN_SOURCE),
        link: { publicUrl: links.publicUrl },
        tokenLifeMs: links.tokenLifeMs,
      }),
    );
}

export function composeRehearsal(settings: SettingsOf<'database' | 'passwords'>): Composition {
  return composePasswordDesk(settings)
    .provide(TOKEN_SOURCE, cryptoTokenSource)
    .provide(REHEARSE_RESET, (get) =>
      createRehearseReset({ units: get(DATABASE).units, source: get(TOKEN_SOURCE), hasher: get(HASHER) }),
    );
}
