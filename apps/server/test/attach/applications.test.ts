import { randomBytes } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { describe, expect, it, onTestFinished } from 'vitest';
import { openStage } from '../journey/stage.ts';
import { rekey } from '../scripted-shell.ts';
import { APPLICATIONS } from './applications/index.ts';
import { attachDatabase, hostDatabase } from './attached-database.ts';
import { OLD_PASSWORD, oldHash } from './old-hashes.ts';

const NEW_PASSWORD = 'what Jane chose after all this';

/** The commands of an application's page, without the last one, which is the service itself. */
function commandsOf(name: string): readonly (readonly string[])[] {
  const page = readFileSync(new URL(`../../../../docs/attach/${name}.md`, import.meta.url), 'utf8');
  const block = /```sh\n([\s\S]*?)```/.exec(page)?.[1] ?? '';
  const commands = block
    .trim()
    .split('\n')
    .map((line) => line.split(' '));
  expect(commands.map(([program]) => program)).toEqual(commands.map(() => 'rekey'));
  expect(commands.map(([, command]) => command)).toEqual(['attach', 'grants', 'migrate', 'rehearse', 'serve']);
  return commands.slice(1, -1).map((words) => words.slice(1));
}

describe.each(APPLICATIONS)('$name', (application) => {
  it('is attached without a question, and a reset opens its accounts under the smallest grants', async () => {
    const host = await hostDatabase();
    const hash = await oldHash(application.hash);
    await host.run([...application.tables, ...application.addJane(hash)]);

    const { report, settings } = await attachDatabase(host.ownerUrl);
    expect(report).toMatchObject({ application: application.name, questions: [] });
    expect(report.mapping?.['hash']).toMatchObject(application.hash);

    const role = `rekey_${randomBytes(6).toString('hex')}`;
    const environment = { REKEY_DATABASE_URL: await host.roleUrl(role), ...settings };
    for (const words of commandsOf(application.name)) {
      const args = words.map((word) => (word === 'rekey' ? role : word));
      const ran = await rekey(environment, args);
      expect(ran, args.join(' ')).toMatchObject({ code: 0 });
      if (args[0] === 'grants') await host.run(ran.out.split('\n'));
      if (args[0] === 'rehearse') expect(ran.out).toContain('[...]@example.com');
    }

    const stage = await openStage('sqlite', { ...environment, REKEY_ANSWERS: 'private' });
    onTestFinished(async () => void (await stage.close()));
    expect(await stage.opens(application.typed, OLD_PASSWORD)).toBe(true);
    expect((await stage.ask(application.typed)).status).toBe(200);
    const token = await stage.tokenMailedTo('jane@example.com');
    expect((await stage.setPassword(token, NEW_PASSWORD)).status).toBe(200);

    expect(await stage.opens(application.typed, NEW_PASSWORD)).toBe(true);
    expect(await stage.opens(application.typed, OLD_PASSWORD)).toBe(false);
    const [after] = await host.run([application.stored]);
    expect(after?.['stored']).toEqual(expect.any(String));
    expect(after?.['stored']).not.toBe(hash);
    if (application.sessions !== undefined) expect(await host.run([application.sessions])).toEqual([{ sessions: 0 }]);
  });
});
