import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { text } from 'node:stream/consumers';
import { fileURLToPath } from 'node:url';

/** The real programs that read what Rekey writes. Debian's own interpreters: any other would not have its packages. */
const PROGRAMS = {
  django: ['/usr/bin/python3', 'django_auth.py', 'python3-django python3-argon2 python3-bcrypt'],
  werkzeug: ['/usr/bin/python3', 'werkzeug_security.py', 'python3-werkzeug'],
  passlib: ['/usr/bin/python3', 'passlib_hashes.py', 'python3-passlib python3-argon2 python3-bcrypt'],
  independent: ['/usr/bin/python3', 'independent.py', 'python3'],
  devise: ['/usr/bin/ruby', 'devise.rb', 'ruby-devise ruby-bcrypt'],
  php: ['/usr/bin/php', 'php_password.php', 'php-cli'],
} as const;

export type HostProgram = keyof typeof PROGRAMS;

export interface Question {
  readonly verb: 'hash' | 'check' | 'migrate' | 'add' | 'sign in';
  /** What the program calls the format. */
  readonly as?: string;
  readonly password?: string;
  readonly hash?: string | undefined;
  readonly [more: string]: unknown;
}

/** Asks a program some questions at once, in one process; it has a database of its own, if it wants one. */
export async function askHost(
  host: HostProgram,
  questions: readonly Question[],
  database = ':memory:',
): Promise<readonly unknown[]> {
  const [interpreter, script, packages] = PROGRAMS[host];
  const child = spawn(interpreter, [fileURLToPath(new URL(`programs/${script}`, import.meta.url))]);
  const started = once(child, 'spawn').catch((fault: Error) => {
    throw new Error(`${interpreter} does not start: apt-get install ${packages}`, { cause: fault });
  });
  await started;
  const ended = once(child, 'close');
  child.stdin.end(JSON.stringify({ database, questions }));
  const [answers, complaints, [code]] = await Promise.all([text(child.stdout), text(child.stderr), ended]);
  if (code !== 0) throw new Error(`${host} failed (it wants apt-get install ${packages}):\n${complaints}`);
  return JSON.parse(answers);
}
