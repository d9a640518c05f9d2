import type { LetterBox } from '@rekey/domain/ports';
import type { Claim, LetterFate, LetterId } from '@rekey/domain/values';
import { letterBoxContract } from '../../letter-box.contract.ts';
import type { StoreOptions, StoreUnderTest } from '../../store-under-test.ts';
import { alteredBox, alteredLetters } from '../altered-unit.ts';
import type { BrokenAdapter } from '../broken-adapter.ts';

type Broken = BrokenAdapter<StoreUnderTest, StoreOptions>;

/** What a fault changes of a good letter box. */
export type Alter = (letters: LetterBox) => Partial<LetterBox>;

/** A store whose letter box has one fault. */
export function brokenBox(name: string, sentence: string, alter: Alter): Broken {
  return { name, contract: letterBoxContract, sentence, breakIt: (store) => alteredBox(store, alter) };
}

/** The store that settles letters otherwise than it is told. */
export function alteredFates(store: StoreUnderTest, alter: (fate: LetterFate) => LetterFate): StoreUnderTest {
  return alteredLetters(store, ({ settle }) => ({
    settle: (settlements) => settle(settlements.map(({ claim, fate }) => ({ claim, fate: alter(fate) }))),
  }));
}

/** The store in which every courier writes with the newest fence. */
export function unfenced(store: StoreUnderTest): StoreUnderTest {
  const newest = new Map<LetterId, Claim>();
  const claim: typeof store.letters.claim = async (request) => {
    const round = await store.letters.claim(request);
    for (const each of round.claimed) newest.set(each.id, each);
    return round;
  };
  const withFence = <Change extends { readonly claim: Claim }>(change: Change): Change => ({
    ...change,
    claim: newest.get(change.claim.id) ?? change.claim,
  });
  return alteredLetters({ ...store, letters: { ...store.letters, claim } }, (letters) => ({
    startHandOvers: (starts) => letters.startHandOvers(starts.map(withFence)),
    settle: (settlements) => letters.settle(settlements.map(withFence)),
  }));
}
