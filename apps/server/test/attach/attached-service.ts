import { randomBytes } from 'node:crypto';
import { expect, onTestFinished } from 'vitest';
import { openStage, type Stage } from '../journey/stage.ts';
import { rekey } from '../scripted-shell.ts';
import { attachDatabase, type HostDatabase } from './attached-database.ts';

/** Attaches Rekey to an application's database as its page says, and serves it under the smallest grants. */
export async function serveAttached(host: HostDatabase, application: string): Promise<Stage> {
  const { report, settings } = await attachDatabase(host.ownerUrl);
  expect(report).toMatchObject({ application, questions: [] });
  const role = `rekey_${randomBytes(6).toString('hex')}`;
  const environment = { REKEY_DATABASE_URL: await host.roleUrl(role), ...settings, REKEY_ANSWERS: 'private' };
  const grants = await rekey(environment, ['grants', '--role', role]);
  expect(grants.code).toBe(0);
  await host.run(grants.out.split('\n'));
  const stage = await openStage('sqlite', environment);
  onTestFinished(async () => void (await stage.close()));
  return stage;
}

/** A whole reset, as a person goes through it: ask, read the mail, choose. */
export async function reset(stage: Stage, typed: string, address: string, password: string): Promise<void> {
  expect((await stage.ask(typed)).status).toBe(200);
  const token = await stage.tokenMailedTo(address);
  expect(await stage.setPassword(token, password)).toMatchObject({ status: 200 });
}
