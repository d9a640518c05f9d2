import type { Observe } from '@rekey/admin/metrics';
import { cryptoTokenSource } from '@rekey/crypto';
import {
  createInspectToken,
  createLookUpUser,
  createReportNotMe,
  createRequestReset,
  createSetPassword,
  type SetPassword,
} from '@rekey/domain';
import type { AddressLimiter, BreachedPasswords, PasswordBlocklist } from '@rekey/domain/ports';
import { memoryAddressLimiter } from '@rekey/memory';
import { operatorMailbox } from '../settings/branding.ts';
import type { SettingsOf } from '../settings/catalogue.ts';
import type { Rate } from '../settings/durations.ts';
import { type Composition, createComposition, type Get } from './container.ts';
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
    .provide(SET_PASSWORD, (get) => observe('set-password', setPasswordFrom(get, breached)))
    .provide(REPORT_NOT_ME, (get) => {
      const operator = operatorMailbox(settings.branding);
      const { units } = get(DATABASE);
      const deps = { limiter: get(LIMITER), source: get(TOKEN_SOURCE), units, operator };
      return observe('report-not-me', createReportNotMe(deps));
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

function setPasswordFrom(get: Get, breached: BreachedPasswords | undefined): SetPassword {
  const { tokens, directory, units } = get(DATABASE);
  return createSetPassword({
    tokens,
    directory,
    units,
    limiter: get(LIMITER),
    policy: get(POLICY),
    source: get(TOKEN_SOURCE),
    hasher: get(HASHER),
    ...(breached !== undefined && { breached }),
  });
}

const UNLIMITED: AddressLimiter = { step: async () => ({ ok: true }) };

function limiterFor(rate: Rate | null): AddressLimiter {
  return rate === null ? UNLIMITED : memoryAddressLimiter({ requests: rate.count, windowMs: rate.windowMs });
}
