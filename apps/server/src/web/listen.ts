import type { Server } from '@hapi/hapi';
import { Refusal } from '../refusal.ts';

/** The settings that say where a server listens. */
interface Names {
  readonly host: string;
  readonly port: string;
}

const reasons = ({ host, port }: Names): Readonly<Record<string, string>> => ({
  EADDRINUSE: `another program listens there: stop it, or set ${port}`,
  EACCES: `this user may not listen there: set ${port} to 1024 or more`,
  EADDRNOTAVAIL: `this machine does not have that address: set ${host}`,
  ENOTFOUND: `nobody knows that host: set ${host}`,
});

const NAMES: Names = { host: 'REKEY_HOST', port: 'REKEY_PORT' };

/** Starts to accept requests and answers where; what is in the way, it says in one line. */
export async function listen(server: Server, names = NAMES): Promise<string> {
  const { host, port } = server.settings;
  try {
    await server.start();
  } catch (fault) {
    const { code = '', message } = fault as NodeJS.ErrnoException;
    throw new Refusal(`cannot listen on ${host}:${port}: ${reasons(names)[code] ?? message}`);
  }
  return urlOf(String(host), Number(server.info.port));
}

export function urlOf(host: string, port: number): string {
  return `http://${host.includes(':') ? `[${host}]` : host}:${port}`;
}
