import type { Logo } from '@rekey/pages';
import { adminSettings } from './admin-settings.ts';
import { branding } from './branding.ts';
import { databaseUrlFault, parseDatabaseUrl, parseRelayUrl, relayUrlFault } from './connection-urls.ts';
import {
  ageFault,
  durationFault,
  parseAge,
  parseDuration,
  parseLease,
  parseRate,
  type Rate,
  rateFault,
} from './durations.ts';
import { logoFault, readLogo } from './files.ts';
import { mailSenderFault, parseMailSender } from './mail-sender.ts';
import { passwordSettings } from './password-settings.ts';
import { type Group, oneOf, optional, parsedBy, required, type ValuesOf, wholeNumber, withDefault } from './setting.ts';
import {
  parsePublicUrl,
  parseResetLink,
  parseWebUrl,
  publicUrlFault,
  resetLinkFault,
  webUrlFault,
} from './web-addresses.ts';
import { webSettings } from './web-settings.ts';

const DURATION = 'a duration from 1s to 24h, such as 30m';
const AGE = 'a number of days from 1d to 3650d, or forever';
const SECOND_MS = 1_000;
const MINUTE_MS = 60 * SECOND_MS;
const DAY_MS = 24 * 60 * MINUTE_MS;

/** Every setting of the service, in groups that are needed together. docs/operations.md explains each. */
export const catalogue = {
  log: {
    level: withDefault<string>(
      {
        name: 'REKEY_LOG_LEVEL',
        wants: 'trace, debug, info, warn, error, fatal or silent',
        schema: oneOf('trace', 'debug', 'info', 'warn', 'error', 'fatal', 'silent'),
      },
      'info',
    ),
  },

  database: {
    url: withDefault<string>(
      {
        name: 'REKEY_DATABASE_URL',
        wants: 'sqlite:<path>, or postgres:// or mysql://user:password@host:port/database',
        schema: parsedBy(parseDatabaseUrl, databaseUrlFault),
      },
      'sqlite:./var/rekey.sqlite',
    ),
    migrate: withDefault<'auto' | 'never'>(
      { name: 'REKEY_MIGRATE', wants: 'auto or never', schema: oneOf('auto', 'never') },
      'auto',
    ),
    mappingPath: optional<string>({
      name: 'REKEY_USERS_MAPPING',
      wants: 'the path of a JSON file that maps your users table',
      schema: parsedBy((raw) => raw),
    }),
    sessionsMappingPath: optional<string>({
      name: 'REKEY_SESSIONS_MAPPING',
      wants: 'the path of a JSON file that maps the sessions of your users',
      schema: parsedBy((raw) => raw),
    }),
    poolSize: withDefault<number>(
      { name: 'REKEY_DATABASE_POOL', wants: 'a number from 2 to 1000', schema: wholeNumber(2, 1_000) },
      10,
    ),
    maxPendingLetters: withDefault<number>(
      { name: 'REKEY_MAX_PENDING_LETTERS', wants: 'a number from 1 to 10000000', schema: wholeNumber(1, 10_000_000) },
      100_000,
    ),
  },

  links: {
    publicUrl: required<string>({
      name: 'REKEY_PUBLIC_URL',
      wants:
        'the https URL that browsers see, without query, fragment or password (http only for a loopback, .localhost or .test host)',
      schema: parsedBy(parsePublicUrl, publicUrlFault),
    }),
    signInUrl: optional<string>({
      name: 'REKEY_SIGN_IN_URL',
      wants: 'the http or https URL where people sign in',
      schema: parsedBy(parseWebUrl, webUrlFault),
    }),
    resetLink: withDefault<string>(
      {
        name: 'REKEY_RESET_LINK',
        wants: 'fragment, or the https URL of a page of yours with {token} where the token belongs',
        schema: parsedBy(parseResetLink, resetLinkFault),
      },
      'fragment',
    ),
    pages: withDefault<'on' | 'off'>({ name: 'REKEY_PAGES', wants: 'on or off', schema: oneOf('on', 'off') }, 'on'),
    tokenLifeMs: withDefault<number>(
      { name: 'REKEY_TOKEN_TTL', wants: DURATION, schema: parsedBy(parseDuration, durationFault) },
      30 * MINUTE_MS,
    ),
  },

  mail: {
    smtpUrl: required<string>({
      name: 'REKEY_SMTP_URL',
      wants: 'smtp://[user:password@]host:port (STARTTLS, or ?tls=off) or smtps://...',
      schema: parsedBy(parseRelayUrl, relayUrlFault),
    }),
    from: required<string>({
      name: 'REKEY_MAIL_FROM',
      wants: 'a sender such as Accounts <no-reply@example.com>',
      schema: parsedBy(parseMailSender, mailSenderFault),
    }),
    limitPerUser: withDefault<Rate | null>(
      {
        name: 'REKEY_LIMIT_PER_USER',
        wants: '<n>/<duration> such as 3/1h, or off',
        schema: parsedBy(parseRate, rateFault),
      },
      { count: 3, windowMs: 60 * MINUTE_MS },
    ),
    limitMails: withDefault<Rate | null>(
      {
        name: 'REKEY_LIMIT_MAILS',
        wants: '<n>/<duration> such as 600/1m, or off',
        schema: parsedBy(parseRate, rateFault),
      },
      { count: 600, windowMs: MINUTE_MS },
    ),
    leaseMs: withDefault<number>(
      {
        name: 'REKEY_LEASE',
        wants: 'a duration from 5s to 1h, such as 60s',
        schema: parsedBy(parseLease, durationFault),
      },
      MINUTE_MS,
    ),
  },

  branding,

  pages: {
    passwordFields: withDefault<1 | 2>(
      {
        name: 'REKEY_PASSWORD_FIELDS',
        wants: '1 or 2',
        schema: parsedBy((raw) => (raw === '1' || raw === '2' ? Number(raw) : undefined)),
      },
      1,
    ),
    logo: optional<Logo>({
      name: 'REKEY_LOGO',
      wants: 'the path of an SVG, PNG, JPEG or WebP file of at most 100 KB',
      schema: parsedBy(readLogo, logoFault),
    }),
  },

  keeping: {
    lettersMs: withDefault<number | null>(
      { name: 'REKEY_KEEP_LETTERS', wants: AGE, schema: parsedBy(parseAge, ageFault) },
      30 * DAY_MS,
    ),
    tokensMs: withDefault<number | null>(
      { name: 'REKEY_KEEP_TOKENS', wants: AGE, schema: parsedBy(parseAge, ageFault) },
      7 * DAY_MS,
    ),
    auditMs: withDefault<number | null>(
      { name: 'REKEY_KEEP_AUDIT', wants: AGE, schema: parsedBy(parseAge, ageFault) },
      365 * DAY_MS,
    ),
  },

  passwords: passwordSettings,

  web: webSettings,

  admin: adminSettings,
} as const satisfies Readonly<Record<string, Group>>;

type Catalogue = typeof catalogue;
export type GroupName = keyof Catalogue;
export type SettingsOf<Names extends GroupName> = { readonly [Name in Names]: ValuesOf<Catalogue[Name]> };
