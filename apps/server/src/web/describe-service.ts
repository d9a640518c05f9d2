import type { ServerInfo } from '@hapi/hapi';
import { describeRecovery, type OpenApiDocument } from '@rekey/hapi';
import type { SettingsOf } from '../settings/catalogue.ts';

/** What the service's own port serves, as these settings have it: under which URLs, and whether API 2 is on. */
export function describeService(
  { web, links }: SettingsOf<'web' | 'links'>,
  { host, port }: Pick<ServerInfo, 'host' | 'port'>,
): OpenApiDocument {
  const inside = `http://${host.includes(':') ? `[${host}]` : host}:${port}${web.basePath}`;
  return describeRecovery({
    servers: [
      { url: links.publicUrl, description: 'As people reach it' },
      { url: inside, description: 'Where it listens' },
    ],
    crafterApi2: web.crafterApi2 === 'on',
  });
}
