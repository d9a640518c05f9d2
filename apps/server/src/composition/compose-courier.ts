import { cryptoTokenSource } from '@rekey/crypto';
import {
  type Courier,
  type CourierRules,
  connectionsFor,
  createCourier,
  createMailRateLimit,
  createPurgeExpired,
  DEFAULT_COURIER_RULES,
  type LetterEvent,
  mailDeadlineFor,
  type PurgeExpired,
  type PurgeRules,
} from '@rekey/domain';
import type { Database } from '@rekey/knex';
import { systemClock } from '@rekey/memory';
import { parseSender, parseSmtpUrl, type SmtpMailer, smtpMailer } from '@rekey/smtp';
import type { SettingsOf } from '../settings/catalogue.ts';
import { openDatabaseOf } from './database.ts';
import { textsFor } from './texts.ts';

export type CourierSettings = SettingsOf<'database' | 'links' | 'mail' | 'branding' | 'keeping'>;

export interface CourierOptions {
  readonly tell: (event: LetterEvent) => void;
  readonly stopping: () => boolean;
}

export interface ComposedCourier extends Courier {
  readonly database: Database;
  readonly mailer: SmtpMailer;
  readonly purge: PurgeExpired;
  close(): Promise<void>;
}

/** The half that sends mail. It answers nobody. */
export function composeCourier(settings: CourierSettings, { tell, stopping }: CourierOptions): ComposedCourier {
  const rules = rulesOf(settings);
  const rate = createMailRateLimit(settings.mail.limitMails, systemClock.monotonicMs);
  const database = openDatabaseOf(settings.database);
  const mailer = mailerFor(settings, connectionsFor(rules));
  const courier = createCourier({
    units: database.units,
    letters: rate.limited(database.letters),
    mailer,
    rules,
    stopping,
    tell(event) {
      rate.hear(event);
      tell(event);
    },
    clock: systemClock,
    random: Math.random,
    source: cryptoTokenSource(),
    texts: textsFor(settings),
    messageIdHost: messageIdHost(settings.links.publicUrl),
  });
  return {
    ...courier,
    database,
    mailer,
    purge: createPurgeExpired(database.housekeeping, purgeRulesOf(settings)),
    async close() {
      await mailer.close();
      await database.close();
    },
  };
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
