import type { Observe } from '@rekey/admin/metrics';
import { cryptoTokenSource } from '@rekey/crypto';
import {
  createInspectToken,
  createLookUpUser,
  createReportNotMe,
  createRequestReset,
  createSetPassword,
} from '@rekey/domain';
import type { AddressLimiter, BreachedPasswords, PasswordBlocklist } from '@rekey/domain/ports';
import { memoryAddressLimiter } from '@rekey/memory';
import { operatorMailbox } from '../settings/branding.ts';
import type { SettingsOf } from '../settings/catalogue.ts';
import type { Rate } from '../settings/durations.ts';
import { type Composition, createComposition } from './container.ts';
import { provideDatabase } from './database.ts';
import { provideHasher, providePolicy } from './passwords.ts';
import {
  DATABASE,
  HASHER,
  INSPECT_TOKEN,
  LIMITER,
  LOOK_UP_USER,
  POLICY,
  REPORT_NOT_ME,
  REQUEST_RESET,
  SET_PASSWORD,
  TOKEN_SOURCE,
} from './tokens.ts';

export type ServiceSettings = SettingsOf<'database' | 'links' | 'passwords' | 'web' | 'branding'>;

/** The half that answers HTTP. It has no mailer: a request never waits for SMTP. */
export function composeService(
  settings: ServiceSettings,
  blocklist: PasswordBlocklist,
  breached?: BreachedPasswords,
  observe: Observe = (_, useCase) => useCase,
): Composition {
  const composition = createComposition();
  provideDatabase(composition, settings.database);
  provideHasher(composition, settings);
  providePolicy(composition, settings, blocklist);
  return composition
    .provide(TOKEN_SOURCE, cryptoTokenSource)
    .provide(LIMITER, () => limiterFor(settings.web.limitPerAddress))
    .provide(REQUEST_RESET, (get) => {
      const { directory, letters } = get(DATABASE);
      return (answers) =>
        observe('request-reset', createRequestReset({ answers, limiter: get(LIMITER), directory, letters }));
    })
    .provide(SET_PASSWORD, (get) => {
      const { tokens, directory, units } = get(DATABASE);
      return observe(
        'set-password',
        createSetPassword({
          tokens,
          directory,
          units,
          limiter: get(LIMITER),
          policy: get(POLICY),
          source: get(TOKEN_SOURCE),
          hasher: get(HASHER),
          ...(breached !== undefined && { breached }),
        }),
      );
    })
    .provide(REPORT_NOT_ME, (get) => {
      const operator = operatorMailbox(settings.branding);
      return observe(
        'report-not-me',
        createReportNotMe({
          limiter: get(LIMITER),
          source: get(TOKEN_SOURCE),
          units: get(DATABASE).units,
          operator,
        }),
      );
    })
    .provide(INSPECT_TOKEN, (get) => {
      const { tokens, directory } = get(DATABASE);
      return observe(
        'inspect-token',
        createInspectToken({ limiter: get(LIMITER), source: get(TOKEN_SOURCE), tokens, directory }),
      );
    })
    .provide(LOOK_UP_USER, (get) => observe('look-up-user', createLookUpUser({ directory: get(DATABASE).directory })));
}

const UNLIMITED: AddressLimiter = { step: async () => ({ ok: true }) };

function limiterFor(rate: Rate | null): AddressLimiter {
  return rate === null ? UNLIMITED : memoryAddressLimiter({ requests: rate.count, windowMs: rate.windowMs });
}
