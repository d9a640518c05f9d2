import type { Opened, Promised } from '@rekey/contracts';
import * as contracts from '@rekey/contracts';
import {
  type BrokenAdapter,
  brokenBlocklists,
  brokenBreaches,
  brokenClocks,
  brokenHashers,
  brokenLimiters,
  brokenMailers,
  brokenStores,
  brokenTokenSources,
} from '@rekey/contracts/broken';
import { describe, expect, it } from 'vitest';
import { memoryPasswordBlocklist } from '../src/memory-password-blocklist.ts';
import { memoryPasswordHasher } from '../src/memory-password-hasher.ts';
import { memoryTokenSource } from '../src/memory-token-source.ts';
import { systemClock } from '../src/system-clock.ts';
import { openMemoryBreaches } from './open-memory-breaches.ts';
import { openMemoryLimiter } from './open-memory-limiter.ts';
import { openMemoryMailer } from './open-memory-mailer.ts';
import { openMemoryStore } from './open-memory-store.ts';

const proved = new Set<string>();

/** What a check says of a broken adapter: its fault, or null where it notices nothing. */
async function noticedBy<Subject, Options>(
  promise: Promised<Subject, Options>,
  { breakIt }: BrokenAdapter<Subject, Options>,
  open: (options?: Options) => Opened<Subject>,
): Promise<unknown> {
  const closes: Opened<Subject>[] = [];
  const make = async (options?: Options) => {
    const opened = open(options);
    closes.push(opened);
    return breakIt(opened.subject);
  };
  const noticed = await promise.check(make).then(
    () => null,
    (fault: unknown) => fault,
  );
  for (const { close } of closes) await close();
  return noticed;
}

/** Expects of each broken adapter that the sentence named with it fails, and of each sentence that some broken adapter fails it. */
function expectNoticed<Subject, Options>(
  broken: readonly BrokenAdapter<Subject, Options>[],
  open: (options?: Options) => Opened<Subject>,
): void {
  for (const adapter of broken) {
    const { name, contract, sentence } = adapter;
    it(`${contract.name} notices ${name}`, async () => {
      const promise = contract.promises.find((each) => each.sentence === sentence);
      if (promise === undefined) throw new Error(`${contract.name} does not say "${sentence}"`);
      expect(await noticedBy(promise, adapter, open), `"${sentence}" fails`).toBeInstanceOf(Error);
    });
  }
  const named = new Set(broken.map(({ contract, sentence }) => `${contract.name} ${sentence}`));
  for (const { name, promises } of new Set(broken.map(({ contract }) => contract))) {
    proved.add(name);
    const others = promises.filter(({ sentence }) => !named.has(`${name} ${sentence}`));
    it(`${name} promises nothing that all broken adapters keep`, async () => {
      const kept = async (promise: Promised<Subject, Options>) => {
        for (const adapter of broken) if ((await noticedBy(promise, adapter, open)) !== null) return false;
        return true;
      };
      const vacuous = [];
      for (const promise of others) if (await kept(promise)) vacuous.push(promise.sentence);
      expect(vacuous).toEqual([]);
    });
  }
}

const alone =
  <Subject, Options>(make: (options?: Options) => Subject) =>
  (options?: Options): Opened<Subject> => ({ subject: make(options), close: () => {} });

const listed = ['Password123', 'correct horse'];

describe('contracts', () => {
  expectNoticed(brokenStores, openMemoryStore);
  expectNoticed(brokenMailers, openMemoryMailer);
  expectNoticed(brokenHashers, alone(memoryPasswordHasher));
  expectNoticed(brokenTokenSources, alone(memoryTokenSource));
  expectNoticed(brokenLimiters, openMemoryLimiter);
  expectNoticed(brokenBreaches, openMemoryBreaches);
  expectNoticed(
    brokenClocks,
    alone(() => systemClock),
  );
  expectNoticed(
    brokenBlocklists,
    alone(() => ({ listed, blocklist: memoryPasswordBlocklist(listed) })),
  );

  it('have a broken adapter each, and no two promises with one sentence', () => {
    const all = Object.values(contracts).filter((each) => typeof each === 'object');
    expect(all.map(({ name }) => name).filter((name) => !proved.has(name))).toEqual([]);
    for (const { promises } of all) {
      const sentences = promises.map(({ sentence }) => sentence);
      expect(new Set(sentences).size).toBe(sentences.length);
    }
  });
});
