import { startCuttingProxy } from '@rekey/laboratory';
import { describe, expect, it, onTestFinished } from 'vitest';
import { ENGINES, type Engine } from '../journey/stage.ts';
import { logged, settingsForTest, startRekey } from '../rekey-process.ts';
import { type Ground, openGround } from '../reliability/ground.ts';
import { askRaw, withoutItsOccasion } from './ask-raw.ts';
import { addPeople, PEOPLE, PERSONS } from './people.ts';
import { startService } from './service.ts';

/** What everybody is answered, byte for byte; one text if there is nothing to tell them apart by. */
async function answersAt(port: number): Promise<ReadonlySet<string>> {
  const answers = new Set<string>();
  for (const person of PERSONS) {
    const name = PEOPLE[person];
    answers.add(withoutItsOccasion(await askRaw(port, name), name));
  }
  return answers;
}

async function peopled(engine: Engine): Promise<Ground> {
  const ground = await openGround(engine);
  await addPeople(ground);
  return ground;
}

async function portOf(databaseUrl: string, answers?: 'documented'): Promise<number> {
  const service = await startService(databaseUrl, answers);
  onTestFinished(() => service.stop());
  return service.port;
}

const status = (code: number) => new RegExp(`^HTTP/1.1 ${code} `);

describe.each(ENGINES)('private answers on %s', (engine) => {
  it.each([
    ['with its relay down', ['serve'], 'the courier is at work'],
    ['without a courier', ['serve', '--without-courier'], 'listening'],
  ])('are the same bytes for everybody %s', async (_, command, ready) => {
    const { url } = await peopled(engine);
    const settings = { ...(await settingsForTest()), REKEY_DATABASE_URL: url };
    await logged(startRekey(settings, ...command), ready);
    // The second time round each of them has asked before, and letters wait, fail and are skipped.
    const port = Number(settings.REKEY_PORT);
    const [answer, ...others] = [...(await answersAt(port)), ...(await answersAt(port))];
    expect(answer).toMatch(status(200));
    expect(new Set(others)).toEqual(new Set([answer]));
  });

  it('are the same bytes for everybody when the database refuses', async () => {
    const ground = await peopled(engine);
    const port = await portOf(ground.url);
    await ground.sql('alter table rekey_letters rename to elsewhere');
    const [answer, ...others] = await answersAt(port);
    expect(answer).toMatch(status(500));
    expect(others).toEqual([]);
  });

  it('are not what the documented ones are: those tell, and this test would hear it', async () => {
    const ground = await peopled(engine);
    const answers = await answersAt(await portOf(ground.url, 'documented'));
    const statuses = [...answers].map((answer) => answer.slice(9, 12)).sort();
    expect(statuses).toEqual(['200', '403', '404', '500']);
  });
});

it('private answers are the same bytes for everybody when the line to PostgreSQL is cut', async () => {
  const ground = await peopled('postgres');
  let down = false;
  const proxy = await startCuttingProxy(ground.url, () => (down ? 'cut before' : 'pass'));
  onTestFinished(() => proxy.stop());
  const port = await portOf(proxy.url);
  expect([...(await answersAt(port))]).toEqual([expect.stringMatching(status(200))]);
  down = true;
  expect([...(await answersAt(port))]).toEqual([expect.stringMatching(status(500))]);
});
