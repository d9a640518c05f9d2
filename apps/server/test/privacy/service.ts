import { memoryPasswordBlocklist } from '@rekey/memory';
import { pino } from 'pino';
import { composeService } from '../../src/composition/compose-service.ts';
import { catalogue, type GroupName } from '../../src/settings/catalogue.ts';
import { readSettings } from '../../src/settings/read-settings.ts';
import { httpServer } from '../../src/web/http-server.ts';

export const FORGOT_PASSWORD = '/api/1/services/api/1/user/forgot-password.json';

/** The HTTP half of Rekey as `rekey serve` composes it, in this process. */
export interface Service {
  readonly port: number;
  stop(): Promise<void>;
}

export async function startService(
  databaseUrl: string,
  answers: 'private' | 'documented' = 'private',
): Promise<Service> {
  const environment = {
    REKEY_PUBLIC_URL: 'http://127.0.0.1',
    REKEY_DATABASE_URL: databaseUrl,
    REKEY_PORT: '0',
    REKEY_ANSWERS: answers,
    REKEY_SMTP_URL: 'smtp://127.0.0.1:25?tls=off',
    REKEY_MAIL_FROM: 'Rekey <no-reply@example.test>',
  };
  const settings = readSettings(environment, Object.keys(catalogue) as GroupName[]);
  const composition = composeService(settings, memoryPasswordBlocklist([]));
  const server = await httpServer(settings, composition, pino({ level: 'silent' }), async () => null);
  await server.start();
  return {
    port: Number(server.info.port),
    async stop() {
      await server.stop();
      await composition.close();
    },
  };
}
