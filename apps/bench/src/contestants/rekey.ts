import { type Program, type ProgramWish, runToEnd, startServer } from './program.ts';

const SCRIPT = new URL('../../../server/bin/rekey.js', import.meta.url);

export type Answers = 'private' | 'documented';

/** Makes Rekey's tables, for whoever is to write to them. */
export function migrateDatabase(databaseUrl: string): Promise<void> {
  return runToEnd({ ...rekey(databaseUrl, 0, 'private'), args: ['migrate'] });
}

/** The service as an operator runs it, less the courier: what is measured is asking, not delivering. */
export function serveRekey(databaseUrl: string, port: number, answers: Answers): Promise<Program> {
  return startServer(rekey(databaseUrl, port, answers), `http://127.0.0.1:${port}`);
}

function rekey(databaseUrl: string, port: number, answers: Answers): ProgramWish {
  return {
    script: SCRIPT,
    args: ['serve', '--without-courier'],
    env: {
      NODE_ENV: 'production',
      REKEY_PUBLIC_URL: 'http://127.0.0.1',
      REKEY_PORT: String(port),
      REKEY_DATABASE_URL: databaseUrl,
      REKEY_SMTP_URL: 'smtp://127.0.0.1:25?tls=off',
      REKEY_MAIL_FROM: 'Rekey <no-reply@example.com>',
      REKEY_ANSWERS: answers,
      // One address asks for everybody here.
      REKEY_LIMIT_PER_ADDRESS: 'off',
    },
  };
}
