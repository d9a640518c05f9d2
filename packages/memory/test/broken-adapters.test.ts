import type { Opened } from '@rekey/contracts';
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

/** Expects of each broken adapter that the sentence named with it fails. */
function expectNoticed<Subject, Wish>(
  broken: readonly BrokenAdapter<Subject, Wish>[],
  open: (wish?: Wish) => Opened<Subject>,
): void {
  for (const { name, contract, sentence, breakIt } of broken) {
    proved.add(contract.name);
    it(`${contract.name} notices ${name}`, async () => {
      const promise = contract.promises.find((each) => each.sentence === sentence);
      expect(promise, `the contract says "${sentence}"`).toBeDefined();
      const closes: Opened<Subject>[] = [];
      const make = async (wish?: Wish) => {
        const opened = open(wish);
        closes.push(opened);
        return breakIt(opened.subject);
      };
      const noticed = await promise?.check(make).then(
        () => null,
        (fault: unknown) => fault,
      );
      for (const { close } of closes) await close();
      expect(noticed, `"${sentence}" fails`).toBeInstanceOf(Error);
    });
  }
}

const alone =
  <Subject, Wish>(make: (wish?: Wish) => Subject) =>
  (wish?: Wish): Opened<Subject> => ({ subject: make(wish), close: () => {} });

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
