import Hapi, { type Server } from '@hapi/hapi';
import type { SetPasswordOutcome } from '@rekey/domain';
import type { Revision, SubmittedName, UserKey } from '@rekey/domain/values';
import { onTestFinished } from 'vitest';
import { type RekeyOptions, rekeyPlugin } from '../src/index.ts';

export const PUBLIC_URL = 'https://accounts.example.com/studio';
export const API = '/api/1/services/api/1/user';
export const LOCATION = `${PUBLIC_URL}${API}/get.json?username=`;

/** A `requestReset` that takes every name. */
export const accept = async ({ username }: { username: string }) => ({
  kind: 'accepted' as const,
  username: username as SubmittedName,
});

/** What `setPassword` answers after a change for this user. */
export const changedFor = (username: string): SetPasswordOutcome => ({
  kind: 'changed',
  user: {
    key: '7' as UserKey,
    username,
    email: 'jane.doe@example.com',
    firstName: 'Jane',
    lastName: null,
    externallyManaged: false,
    enabled: true,
    locale: null,
    revision: 'r' as Revision,
  },
});

/** Options whose use cases fail the test when they are reached. */
export function optionsWith(given: Partial<RekeyOptions>): RekeyOptions {
  const unreachable = () => Promise.reject(new Error('no use case was to be reached'));
  return {
    publicUrl: PUBLIC_URL,
    requestReset: unreachable,
    setPassword: unreachable,
    inspectToken: unreachable,
    lookUpUser: unreachable,
    ...given,
  };
}

/** A listening server with the plugin; stopped when the test is over. */
export async function startServer(given: Partial<RekeyOptions>, server: Server = Hapi.server()): Promise<number> {
  await server.register({ plugin: rekeyPlugin, options: optionsWith(given) });
  return listen(server);
}

export async function listen(server: Server): Promise<number> {
  server.settings.host = '127.0.0.1';
  await server.start();
  onTestFinished(() => server.stop({ timeout: 100 }));
  return Number(server.info.port);
}
