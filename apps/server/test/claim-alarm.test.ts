import { connect, openDatabase } from '@rekey/knex';
import { eventually, startSmtpServer } from '@rekey/laboratory';
import { postgresOfThisRun } from '@rekey/laboratory/vitest';
import { expect, it, onTestFinished } from 'vitest';
import { logLines, settingsForTest, startRekey } from './rekey-process.ts';
import { rekey } from './scripted-shell.ts';

/** Each write to a letter takes longer than the limit of a statement, in however small steps. */
const SLOW = `
  create function slow() returns trigger language plpgsql as $$ begin perform pg_sleep(10); return new; end $$;
  create trigger slow before update on rekey_letters for each row execute function slow()`;

it('says within a minute, in the log and in doctor, that claims are cancelled, and says when that is over', async () => {
  const { url, drop } = await postgresOfThisRun().createDatabase();
  onTestFinished(drop);
  const relay = await startSmtpServer({ tls: 'none' });
  onTestFinished(() => relay.stop());
  const settings = {
    ...(await settingsForTest()),
    REKEY_DATABASE_URL: url,
    REKEY_SMTP_URL: `smtp://127.0.0.1:${relay.port}?tls=off`,
  };
  const database = openDatabase({ url });
  await database.migrate();
  await database.close();
  const { write, close } = connect({ url });
  onTestFinished(close);
  await write.raw(SLOW);
  const at = Date.now();
  const letter = { kind: 'reset', submitted_name: 'jane', name_key: 'jane', client_address: '192.0.2.1' };
  await write('rekey_letters').insert({ ...letter, requested_at: at, asked_at: at, due_at: at });

  const courier = startRekey(settings, 'courier');
  const line = (part: string) => logLines(courier).find(({ msg }) => msg.includes(part));
  const alarm = await eventually('the alarm', () => line('ALARM: no letters are claimed'), 60_000);
  expect(alarm).toMatchObject({ level: 50, waiting: 1, since: expect.stringMatching(/^20\d\d-/) });
  expect(line('the courier cannot use its database')).toMatchObject({
    err: { advice: expect.stringContaining('cut a statement off') },
  });
  const failing = await rekey(settings, ['doctor']);
  expect(failing.code).toBe(1);
  expect(failing.out).toMatch(/^WRONG {2}mail: no letters are claimed: .* \(since 20\d\d-.*Z\), and 1 wait: /m);

  await write.raw('drop trigger slow on rekey_letters');
  await eventually('the end of the alarm', () => line('letters are claimed again'), 30_000);
  expect((await rekey(settings, ['doctor'])).out).toMatch(/^ok +mail: letters get away/m);
}, 150_000);
