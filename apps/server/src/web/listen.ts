import type { Server } from '@hapi/hapi';
import { Refusal } from '../refusal.ts';

const REASONS: Readonly<Record<string, string>> = {
  EADDRINUSE: 'another program listens there: stop it, or set REKEY_PORT',
  EACCES: 'this user may not listen there: set REKEY_PORT to 1024 or more',
  EADDRNOTAVAIL: 'this machine does not have that address: set REKEY_HOST',
  ENOTFOUND: 'nobody knows that host: set REKEY_HOST',
};

/** Starts to accept requests and answers where; what is in the way, it says in one line. */
export async function listen(server: Server): Promise<string> {
  const { host, port } = server.settings;
  try {
    await server.start();
  } catch (fault) {
    const { code = '', message } = fault as NodeJS.ErrnoException;
    throw new Refusal(`cannot listen on ${host}:${port}: ${REASONS[code] ?? message}`);
  }
  return urlOf(String(host), Number(server.info.port));
}

export function urlOf(host: string, port: number): string {
  return `http://${host.includes(':') ? `[${host}]` : host}:${port}`;
}
