import { cryptoTokenSource } from '@rekey/crypto';
import { connect, openDatabase } from '@rekey/knex';
import { printFigures, startPostgres } from '@rekey/laboratory';
import { afterAll, describe, expect, it, onTestFinished } from 'vitest';
import { ENGINES, type Engine, NEW_PASSWORD, openStage, type Stage } from '../journey/stage.ts';
import { type AtRest, hitsIn, sizeOf, takeAll } from './at-rest.ts';
import { type Form, formsOf, formsOfToken } from './secret-forms.ts';

const MAILBOX = 'secretive@example.test';

const table: Record<string, string | number>[] = [];
afterAll(() => printFigures('Tokens at rest', table));

/** A PostgreSQL of this test's own: every byte in its folder is of this test. */
async function openScene(engine: Engine): Promise<{ readonly stage: Stage; readonly url: string }> {
  const postgres = engine === 'postgres' ? await startPostgres({ settings: { autovacuum: false } }) : null;
  const settings = postgres === null ? {} : { REKEY_DATABASE_URL: postgres.url('postgres') };
  const stage = await openStage(engine, settings);
  onTestFinished(async () => {
    await stage.close();
    await postgres?.stop('immediate');
  });
  await stage.addUser('secretive', '--email', MAILBOX);
  return { stage, url: settings.REKEY_DATABASE_URL ?? stage.databaseUrl };
}

async function purgeAll(url: string): Promise<void> {
  const { housekeeping, close } = openDatabase({ url });
  // Older than tomorrow: everything that may go.
  for (const kept of ['tokens', 'letters', 'audit'] as const) {
    await housekeeping.purge(kept, { olderThanMs: -86_400_000, limit: 1_000 });
  }
  await close();
}

/** What a careless program would do. */
async function plant(url: string, token: string): Promise<void> {
  const { write, close } = connect({ url });
  await write.raw('insert into rekey_audit (at, kind, username) values (1, ?, ?)', ['planted', token]);
  await close();
}

describe.each(ENGINES)('at rest on %s', (engine) => {
  it('lies no usable form of a token or a password, at any stage; a digest and a planted token are found', async () => {
    const { stage, url } = await openScene(engine);
    const looked: [string, AtRest][] = [];
    const look = async (when: string) => void looked.push([when, await takeAll(stage, url)]);

    await stage.relay.stop();
    await stage.ask('secretive');
    await look('asked');
    await stage.relay.restart();
    const token = await stage.tokenMailedTo(MAILBOX);
    await look('handed over');
    await stage.validate(token);
    await look('validated');
    expect((await stage.setPassword(token, 'short')).status).toBe(400);
    await look('password refused');
    expect((await stage.setPassword(token, NEW_PASSWORD)).status).toBe(200);
    await stage.relay.waitForMail(({ subject }) => subject.includes('was changed'));
    await look('used');
    await purgeAll(url);
    await look('purged');

    const [, notMe = ''] =
      /\/not-me#([\w-]{32})$/m.exec(stage.relay.mails[0]?.text ?? '') ?? expect.fail('no such link');
    const secrets: readonly Form[] = [
      ...formsOfToken(token),
      ...formsOf('what revokes it', Buffer.from(notMe)),
      ...formsOf('the new password', Buffer.from(NEW_PASSWORD)),
    ];
    for (const [stageName, places] of looked) {
      const hits = hitsIn(places, secrets);
      table.push({ database: engine, stage: stageName, files: places.size, bytes: sizeOf(places), hits: hits.length });
      expect(hits, stageName).toEqual([]);
    }
    const digest = Buffer.from(cryptoTokenSource().digestOf(token) ?? '', 'hex');
    const handedOver = looked.find(([when]) => when === 'handed over')?.[1] ?? new Map();
    expect(hitsIn(handedOver, formsOf('the digest', digest)).length).toBeGreaterThan(0);
    await plant(url, token);
    expect(hitsIn(await takeAll(stage, url), secrets).length).toBeGreaterThan(0);
  }, 120_000);
});
