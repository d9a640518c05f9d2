import { mailerFor } from '../composition/compose-courier.ts';
import { faultLine } from '../log/fault-fields.ts';
import { masked } from '../log/masked.ts';
import type { SettingsOf } from '../settings/catalogue.ts';
import { type Finding, well, wrong } from './finding.ts';

const ADVICE =
  'check host, port, user and password in REKEY_SMTP_URL; the certificate of a private authority goes into NODE_EXTRA_CA_CERTS';

/** Connects, upgrades to TLS and logs in. Sends nothing. */
export async function examineRelay(settings: SettingsOf<'mail'>): Promise<readonly Finding[]> {
  const mailer = mailerOrFault(settings);
  if (typeof mailer === 'string') return [wrong('relay', mailer)];
  try {
    const { kind, reason, advice } = await mailer.verify();
    if (kind === 'ready') return [well('relay', masked(reason))];
    return [wrong('relay', `${masked(reason)}${advice === undefined ? `: ${ADVICE}` : ' (REKEY_SMTP_URL)'}`)];
  } finally {
    await mailer.close();
  }
}

function mailerOrFault(settings: SettingsOf<'mail'>) {
  try {
    return mailerFor(settings, 1);
  } catch (fault) {
    return faultLine(fault);
  }
}
