import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { betterAuth } from 'better-auth';
import { getMigrations } from 'better-auth/db/migration';
import { toNodeHandler } from 'better-auth/node';
import pg from 'pg';
import { onTestFinished } from 'vitest';

/** An application that signs people in with better-auth, over HTTP. */
export interface BetterAuthServer {
  /** Answers the cookie of the new session. */
  signUp(email: string, password: string): Promise<string>;
  /** Answers the status of the sign-in. */
  signIn(email: string, password: string): Promise<number>;
  /** Whether this cookie still is somebody. */
  isSignedIn(cookie: string): Promise<boolean>;
}

/** Starts better-auth's own server code on tables that its own migrations make in this database. */
export async function startBetterAuth(databaseUrl: string): Promise<BetterAuthServer> {
  const pool = new pg.Pool({ connectionString: databaseUrl });
  const server = createServer((request, response) => handle(request, response));
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  onTestFinished(async () => {
    server.closeAllConnections();
    await new Promise((resolve) => server.close(resolve));
    await pool.end();
  });
  const options = {
    baseURL: origin,
    secret: 'a secret of this test, long enough for everybody',
    database: pool,
    emailAndPassword: { enabled: true },
    rateLimit: { enabled: false },
    telemetry: { enabled: false },
    // It says on stderr that a password was wrong, which is what the test is about.
    logger: { disabled: true },
  };
  const handle = toNodeHandler(betterAuth(options));
  await (await getMigrations(options)).runMigrations();

  const post = (path: string, body: object) =>
    fetch(`${origin}/api/auth${path}`, {
      method: 'POST',
      headers: { 'Content-Type': 'application/json', Origin: origin },
      body: JSON.stringify(body),
    });
  return {
    async signUp(email, password) {
      const response = await post('/sign-up/email', { name: 'Jane Doe', email, password });
      if (!response.ok) throw new Error(`better-auth signs nobody up: ${response.status} ${await response.text()}`);
      return response.headers
        .getSetCookie()
        .map((cookie) => cookie.split(';')[0])
        .join('; ');
    },
    signIn: async (email, password) => (await post('/sign-in/email', { email, password })).status,
    async isSignedIn(cookie) {
      const response = await fetch(`${origin}/api/auth/get-session`, { headers: { Cookie: cookie } });
      return (await response.json()) !== null;
    },
  };
}
