import { createMembersArea } from './members-area.ts';
import { terminalMailer } from './terminal-mailer.ts';

const PORT = 8080;
const publicUrl = `http://127.0.0.1:${PORT}`;
const say = (line: string): void => void process.stdout.write(`${line}\n`);

const area = await createMembersArea({
  publicUrl,
  mailer: terminalMailer(process.stdout),
  tell: ({ letterId, kind }) => say(`letter ${letterId}: ${kind}`),
  report: (fault) => void process.stderr.write(`${String(fault)}\n`),
});
await area.join({ login: 'jane.doe', mail: 'jane.doe@example.com', password: 'an old forgotten one' });
await area.listen(PORT);

say(`The members area is open at ${publicUrl}. Forget the password of jane.doe:\n`);
say(`  curl ${publicUrl}/forgot -H 'Content-Type: application/json' -d '{"login":"jane.doe"}'\n`);
say('The mail appears here, with the next line to try. Ctrl-C ends.');

for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => area.close());
