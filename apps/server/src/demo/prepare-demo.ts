import type { Server } from '@hapi/hapi';
import type { Composition } from '../composition/container.ts';
import { DATABASE, HASHER } from '../composition/tokens.ts';
import { Refusal } from '../refusal.ts';
import type { Environment } from '../settings/environment.ts';
import { readSettings } from '../settings/read-settings.ts';
import { isLoopback } from '../settings/web-addresses.ts';
import { urlOf } from '../web/listen.ts';
import { claimDemoDatabase, DEMO_DATABASE_URL } from './demo-database.ts';
import { demoHints } from './demo-hints.ts';
import { seedDemoUsers } from './demo-users.ts';
import { freePort } from './free-port.ts';
import { createInbox } from './inbox.ts';
import { addInboxRoutes } from './inbox-routes.ts';

/** What makes a service a demo. */
export interface Demo {
  /** The environment with everything filled in that the demo provides itself. */
  readonly environment: Environment;
  seed(service: Composition): Promise<void>;
  addRoutes(server: Server): void;
  hints(url: string): string;
  close(): Promise<void>;
}

/** Refuses whatever could touch real users, then starts the built-in inbox. */
export async function prepareDemo(given: Environment): Promise<Demo> {
  const { NODE_ENV } = given;
  const environment = await withDemoDefaults(given);
  const { web, database } = readSettings(environment, ['web', 'database']);
  if (NODE_ENV === 'production') throw new Refusal('--demo has well-known passwords: not with NODE_ENV=production');
  if (database.mappingPath !== undefined) throw new Refusal('--demo keeps users of its own: unset REKEY_USERS_MAPPING');
  await claimDemoDatabase(database.url);

  // Only here: a real service needs neither of its packages.
  const { startInboxServer } = await import('./inbox-server.ts');
  const inbox = createInbox();
  const { smtpUrl, close } = await startInboxServer(inbox);
  const complete = { REKEY_SMTP_URL: smtpUrl, ...environment };
  return {
    environment: complete,
    seed: ({ get }) => seedDemoUsers(get(DATABASE), get(HASHER)),
    addRoutes: (server) => addInboxRoutes(server, inbox, readSettings(complete, ['links']).links.publicUrl),
    hints: (url) => demoHints({ api: `${url}${web.basePath}`, inbox: `${url}/dev/inbox`, databaseUrl: database.url }),
    close,
  };
}

/** Logs at `warn`: the hints are for reading, and a line for each request would push them off the screen. */
async function withDemoDefaults(given: Environment): Promise<Environment> {
  const set = Object.fromEntries(Object.entries(given).filter(([, value]) => value !== ''));
  const environment = {
    REKEY_LOG_LEVEL: 'warn',
    REKEY_SERVICE_NAME: 'Rekey demo',
    REKEY_MAIL_FROM: 'Rekey <no-reply@localhost>',
    REKEY_OPERATOR_EMAIL: 'operator@example.com',
    REKEY_DATABASE_URL: DEMO_DATABASE_URL,
    ...set,
  };
  const { web } = readSettings(environment, ['web']);
  if (!isLoopback(web.host)) {
    throw new Refusal('--demo has well-known passwords: REKEY_HOST must be a loopback address');
  }
  // The links need the port before anybody listens.
  const port = web.port === 0 ? await freePort(web.host) : web.port;
  return { REKEY_PUBLIC_URL: urlOf(web.host, port), ...environment, REKEY_PORT: String(port) };
}
