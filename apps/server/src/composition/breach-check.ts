import { pwnedPasswords } from '@rekey/crypto';
import type { BreachedPasswords } from '@rekey/domain/ports';
import type { Logger } from 'pino';
import { masked } from '../log/masked.ts';
import type { SettingsOf } from '../settings/catalogue.ts';

/** Asks the service that `REKEY_BREACH_URL` names, and warns where it cannot tell; without that setting nobody is asked. */
export function breachCheck(
  { passwords }: SettingsOf<'passwords'>,
  logger: Pick<Logger, 'warn'>,
): BreachedPasswords | undefined {
  const { breachUrl: baseUrl, breachTimeoutMs: timeoutMs } = passwords;
  if (baseUrl === undefined) return undefined;
  const tell = (reason: string) =>
    logger.warn({ reason: masked(reason) }, 'the breach check is unavailable: a new password goes without it');
  return pwnedPasswords({ baseUrl, timeoutMs, tell });
}
