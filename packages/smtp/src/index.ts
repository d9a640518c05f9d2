export type { RelayCheck } from './check-relay.ts';
export type { SmtpTimeouts } from './connection-options.ts';
export { parseSender, type Sender } from './sender.ts';
export { type SmtpMailer, type SmtpMailerSettings, smtpMailer } from './smtp-mailer.ts';
export { parseSmtpUrl, type SmtpRelay } from './smtp-relay.ts';
