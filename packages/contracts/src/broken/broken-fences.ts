import type { Claim, LetterId } from '@rekey/domain';
import { lettersInUnitContract } from '../letters-in-unit.contract.ts';
import type { StoreUnderTest, StoreWish } from '../store-under-test.ts';
import { alteredLetters } from './altered-unit.ts';
import type { BrokenAdapter } from './broken-adapter.ts';

/** The store in which everybody writes with the newest fence, whoever has it. */
function unfenced(store: StoreUnderTest): StoreUnderTest {
  const newest = new Map<LetterId, Claim>();
  const claim: typeof store.letters.claim = async (wish) => {
    const round = await store.letters.claim(wish);
    for (const each of round.claimed) newest.set(each.id, each);
    return round;
  };
  const withFence = <Wish extends { readonly claim: Claim }>(wish: Wish): Wish => ({
    ...wish,
    claim: newest.get(wish.claim.id) ?? wish.claim,
  });
  return alteredLetters({ ...store, letters: { ...store.letters, claim } }, (letters) => ({
    startHandOvers: (starts) => letters.startHandOvers(starts.map(withFence)),
    settle: (settlements) => letters.settle(settlements.map(withFence)),
  }));
}

export const brokenFences: readonly BrokenAdapter<StoreUnderTest, StoreWish>[] = [
  {
    name: 'a release that is not fenced',
    contract: lettersInUnitContract,
    sentence: 'does nothing for a release with a stale fence',
    breakIt: unfenced,
  },
  {
    name: 'a settlement that is not fenced',
    contract: lettersInUnitContract,
    sentence: 'answers lost to a stale fence, and changes nothing',
    breakIt: unfenced,
  },
  {
    name: 'a hand-over that is not fenced',
    contract: lettersInUnitContract,
    sentence: 'starts no hand-over with a stale fence or on a settled letter',
    breakIt: unfenced,
  },
];
