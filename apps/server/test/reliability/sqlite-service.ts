import { join } from 'node:path';
import { connect, knexLetterBox, openDatabase } from '@rekey/knex';
import { memoryPasswordBlocklist } from '@rekey/memory';
import { pino } from 'pino';
import { onTestFinished } from 'vitest';
import { composeService } from '../../src/composition/compose-service.ts';
import { DATABASE } from '../../src/composition/tokens.ts';
import { faultFields } from '../../src/log/fault-fields.ts';
import { readSettings } from '../../src/settings/read-settings.ts';
import { httpServer } from '../../src/web/http-server.ts';
import { scratchFolder } from '../scripted-shell.ts';

/** The HTTP half of Rekey in this process, on an SQLite file whose writing connection the test can spoil. */
export interface SqliteService {
  /** Says a PRAGMA on the connection that writes: what it sets belongs to that connection alone. */
  pragma(words: string): Promise<void>;
  /** Asks for a link, and answers the status. */
  ask(name: string): Promise<number>;
  /** The names of all letters that a process of its own would find. */
  durable(): Promise<readonly string[]>;
  /** What an operator reads beside the faults: what to do. */
  advice(): readonly string[];
}

export async function openSqliteService(): Promise<SqliteService> {
  const url = `sqlite:${join(scratchFolder(), 'rekey.sqlite')}`;
  const [database, connections] = [openDatabase({ url }), connect({ url })];
  await database.migrate();
  const letters = knexLetterBox(connections, 100_000);
  const environment = {
    REKEY_PUBLIC_URL: 'http://127.0.0.1',
    REKEY_DATABASE_URL: url,
    REKEY_PORT: '0',
    REKEY_ANSWERS: 'private',
    REKEY_LIMIT_PER_ADDRESS: 'off',
  };
  const settings = readSettings(environment, ['database', 'links', 'passwords', 'web', 'branding', 'pages']);
  const lines: { err?: { advice?: string } }[] = [];
  const service = composeService(settings, memoryPasswordBlocklist([])).provide(DATABASE, () => ({
    ...database,
    letters,
  }));
  const logger = pino({ serializers: { err: faultFields } }, { write: (line) => void lines.push(JSON.parse(line)) });
  const server = await httpServer(settings, service, logger, async () => null);
  await server.start();
  onTestFinished(async () => {
    await server.stop();
    await Promise.all([database.close(), connections.close()]);
  });
  const origin = `http://127.0.0.1:${server.info.port}`;
  return {
    async pragma(words) {
      await connections.write.raw(`pragma ${words}`);
    },
    async ask(name) {
      return (await fetch(`${origin}/api/1/services/api/1/user/forgot-password.json?username=${name}`)).status;
    },
    async durable() {
      const witness = openDatabase({ url });
      const found = await witness.letters.list({ limit: 100_000 }).finally(() => witness.close());
      return found.map(({ username }) => username);
    },
    advice: () => lines.flatMap(({ err }) => err?.advice ?? []),
  };
}
