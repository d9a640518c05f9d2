import { type Program, type ProgramOptions, runToEnd, startServer } from './program.ts';

const SCRIPT = new URL('../../../server/bin/rekey.js', import.meta.url);

export interface RekeyOptions {
  readonly databaseUrl: string;
  readonly port: number;
  readonly answers?: 'private' | 'documented';
  /** Where the courier's mails go; without it `serve` has no courier. */
  readonly smtpUrl?: string;
  readonly nodeArgs?: readonly string[];
  readonly env?: Readonly<Record<string, string>>;
}

/** Makes Rekey's tables. */
export async function migrateDatabase(databaseUrl: string, env: Readonly<Record<string, string>> = {}): Promise<void> {
  await runToEnd({ script: SCRIPT, args: ['migrate'], env: environmentOf({ databaseUrl, port: 0, env }) });
}

/** The service as an operator runs it; with a relay its courier too. */
export function serveRekey(options: RekeyOptions): Promise<Program> {
  const args = options.smtpUrl === undefined ? ['serve', '--without-courier'] : ['serve'];
  return startServer(programOf(options, args), `http://127.0.0.1:${options.port}`);
}

function programOf(options: RekeyOptions, args: readonly string[]): ProgramOptions {
  const { nodeArgs = [] } = options;
  return { script: SCRIPT, args, nodeArgs, env: environmentOf(options) };
}

function environmentOf(options: RekeyOptions): Readonly<Record<string, string>> {
  return {
    NODE_ENV: 'production',
    REKEY_PUBLIC_URL: 'http://127.0.0.1',
    REKEY_PORT: String(options.port),
    REKEY_DATABASE_URL: options.databaseUrl,
    REKEY_SMTP_URL: options.smtpUrl ?? 'smtp://127.0.0.1:25?tls=off',
    REKEY_MAIL_FROM: 'Rekey <no-reply@example.com>',
    REKEY_ANSWERS: options.answers ?? 'private',
    // One address asks for everybody here, and everybody asks again in the next round.
    REKEY_LIMIT_PER_ADDRESS: 'off',
    REKEY_LIMIT_PER_USER: 'off',
    REKEY_LIMIT_MAILS: 'off',
    ...options.env,
  };
}
