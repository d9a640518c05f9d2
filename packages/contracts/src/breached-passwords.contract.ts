import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import type { BreachedPasswords, BreachVerdict } from '@rekey/domain/ports';
import type { NewPassword } from '@rekey/domain/values';
import { type Contract, promised } from './contract.ts';

export interface BreachesUnderTest {
  readonly breached: BreachedPasswords;
  /** Some passwords that the service behind knows, at least one of them with letters. */
  readonly listed: readonly string[];
  /** What the service does from now on. */
  next(behaviour: 'answer' | 'fail' | 'keep silent' | 'talk nonsense'): void;
  /** All that has left the process so far: what the service, or anybody on the wire, reads. */
  sent(): string;
}

const look = ({ breached }: BreachesUnderTest, text: string) => breached.look(text as NewPassword);

async function verdictsOn(under: BreachesUnderTest, words: readonly string[]): Promise<Set<BreachVerdict>> {
  return new Set(await Promise.all(words.map((word) => look(under, word))));
}

/** What every `BreachedPasswords` keeps. */
export const breachedPasswordsContract: Contract<BreachesUnderTest> = {
  name: 'BreachedPasswords',
  promises: [
    promised('finds every password that was breached', async (under) => {
      assert.ok(under.listed.length > 0);
      assert.deepEqual(await verdictsOn(under, under.listed), new Set(['breached']));
    }),
    promised('judges the whole password as it is: a near one is another', async (under) => {
      const twins = under.listed.flatMap((word) => [`${word}\0`, ` ${word}`, `${word}x`, word.slice(1)]);
      const cased = under.listed.map((word) => word.toUpperCase()).filter((word) => !under.listed.includes(word));
      assert.ok(cased.length > 0);
      assert.deepEqual(await verdictsOn(under, ['', ...twins, ...cased]), new Set(['not found']));
    }),
    promised('answers unavailable, and does not throw, where the service fails', async (under) => {
      under.next('fail');
      assert.deepEqual(await verdictsOn(under, [...under.listed, 'anything else']), new Set(['unavailable']));
    }),
    promised('answers unavailable where the service keeps silent', async (under) => {
      under.next('keep silent');
      assert.equal(await look(under, under.listed[0] ?? ''), 'unavailable');
    }),
    promised('answers unavailable where the service talks nonsense', async (under) => {
      under.next('talk nonsense');
      assert.deepEqual(await verdictsOn(under, [...under.listed, 'anything else']), new Set(['unavailable']));
    }),
    promised('finds again once the service is back', async (under) => {
      under.next('fail');
      await verdictsOn(under, under.listed);
      under.next('answer');
      assert.deepEqual(await verdictsOn(under, under.listed), new Set(['breached']));
    }),
    promised('lets neither the password nor its digest out', async (under) => {
      const words = [...under.listed, 'the lighthouse keeper sold eleven umbrellas'];
      await verdictsOn(under, words);
      const sent = under.sent().toLowerCase();
      for (const word of words) {
        assert.ok(!sent.includes(word.toLowerCase()), 'the password');
        for (const algorithm of ['sha1', 'sha256', 'md5']) {
          const digest = createHash(algorithm).update(word).digest('hex');
          assert.ok(!sent.includes(digest.slice(5, 15)), `what is left of ${algorithm} behind a prefix of five digits`);
        }
      }
    }),
  ],
};
