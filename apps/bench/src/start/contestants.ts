import { freePort } from '@rekey/laboratory';
import { type Program, startServer } from '../programs/program.ts';
import { serveRekey } from '../programs/rekey.ts';

const LIMIT = new URL('hapi-knex-limit.js', import.meta.url);

/** Hapi, Knex and sqlite3 on a database that Rekey made. */
export async function startLimit(databaseUrl: string): Promise<Program> {
  const port = await freePort();
  const args = [databaseUrl.slice('sqlite:'.length), String(port)];
  return startServer({ script: LIMIT, args, env: { NODE_ENV: 'production' } }, `http://127.0.0.1:${port}`);
}

export async function startOurs(databaseUrl: string): Promise<Program> {
  return serveRekey({ databaseUrl, port: await freePort() });
}
