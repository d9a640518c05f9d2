import { cryptoTokenSource } from '@rekey/crypto';
import {
  type CourierRules,
  connectionsFor,
  createCourier,
  createMailRateLimit,
  createPurgeExpired,
  DEFAULT_COURIER_RULES,
  type LetterEvent,
  mailDeadlineFor,
  type PurgeRules,
} from '@rekey/domain';
import { systemClock } from '@rekey/memory';
import { parseSender, parseSmtpUrl, smtpMailer } from '@rekey/smtp';
import type { SettingsOf } from '../settings/catalogue.ts';
import { type Composition, createComposition } from './container.ts';
import { provideDatabase } from './database.ts';
import { textsFor } from './texts.ts';
import { CLOCK, COURIER, DATABASE, MAILER, PURGE_EXPIRED, TOKEN_SOURCE } from './tokens.ts';

export type CourierSettings = SettingsOf<'database' | 'links' | 'mail' | 'branding' | 'keeping'>;

export interface CourierWishes {
  readonly tell: (event: LetterEvent) => void;
  readonly stopping: () => boolean;
}

/** The half that sends mail. It answers nobody. */
export function composeCourier(settings: CourierSettings, wishes: CourierWishes): Composition {
  const rules = rulesOf(settings);
  const rate = createMailRateLimit(settings.mail.limitMails, systemClock.monotonicMs);
  const composition = createComposition();
  provideDatabase(composition, settings.database);
  return composition
    .provide(TOKEN_SOURCE, cryptoTokenSource)
    .provide(CLOCK, () => systemClock)
    .provide(
      MAILER,
      () => mailerFor(settings, connectionsFor(rules)),
      (mailer) => mailer.close(),
    )
    .provide(PURGE_EXPIRED, (get) => createPurgeExpired(get(DATABASE).housekeeping, purgeRulesOf(settings)))
    .provide(COURIER, (get) => {
      const { letters, units } = get(DATABASE);
      return createCourier({
        ...{ units, rules, random: Math.random },
        letters: rate.limited(letters),
        stopping: wishes.stopping,
        tell(event) {
          rate.hear(event);
          wishes.tell(event);
        },
        mailer: get(MAILER),
        clock: get(CLOCK),
        source: get(TOKEN_SOURCE),
        texts: textsFor(settings),
        messageIdHost: messageIdHost(settings.links.publicUrl),
      });
    });
}

// Some milliseconds of an SQLite file's only writer: a request that comes meanwhile hardly notices.
const PURGE_BATCH = 200;

function purgeRulesOf({ mail, keeping }: SettingsOf<'mail' | 'keeping'>): PurgeRules {
  const { lettersMs: letters, tokensMs: tokens, auditMs: audit } = keeping;
  return {
    keepMs: { letters, tokens, audit },
    limitWindowMs: mail.limitPerUser?.windowMs ?? null,
    batch: PURGE_BATCH,
  };
}

function rulesOf({ links, mail, branding }: SettingsOf<'links' | 'mail' | 'branding'>): CourierRules {
  const { limitPerUser, leaseMs } = mail;
  return {
    ...DEFAULT_COURIER_RULES,
    leaseMs,
    mailDeadlineMs: mailDeadlineFor(leaseMs),
    tokenLifeMs: links.tokenLifeMs,
    explain: branding.explain === 'on',
    limitPerUser: limitPerUser === null ? null : { mails: limitPerUser.count, windowMs: limitPerUser.windowMs },
  };
}

export function mailerFor({ mail }: SettingsOf<'mail'>, maxConnections: number) {
  return smtpMailer({ relay: parseSmtpUrl(mail.smtpUrl), from: parseSender(mail.from), maxConnections });
}

/** What stands right of the @ in a Message-ID: a name. An IPv6 address is none. */
function messageIdHost(publicUrl: string): string {
  const { hostname } = new URL(publicUrl);
  return hostname.startsWith('[') ? 'localhost' : hostname;
}
