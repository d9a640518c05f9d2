import type { NewPassword } from '@rekey/domain/values';
import { type BreachesUnderTest, breachedPasswordsContract } from '../breached-passwords.contract.ts';
import type { BrokenAdapter } from './broken-adapter.ts';

type Look = BreachesUnderTest['breached']['look'];

function withLook(under: BreachesUnderTest, alter: (look: Look) => Look): BreachesUnderTest {
  return { ...under, breached: { look: alter(under.breached.look) } };
}

export const brokenBreaches: readonly BrokenAdapter<BreachesUnderTest>[] = [
  {
    name: 'a check that is never made',
    contract: breachedPasswordsContract,
    sentence: 'finds every password that was breached',
    breakIt: (under) => withLook(under, () => async () => 'not found'),
  },
  {
    name: 'a check that folds case',
    contract: breachedPasswordsContract,
    sentence: 'judges the whole password as it is: a near one is another',
    breakIt: (under) =>
      withLook(under, (look) => async (password) => {
        const folded = under.listed.find((word) => word.toLowerCase() === password.toLowerCase());
        return look((folded ?? password) as NewPassword);
      }),
  },
  {
    name: 'a check that takes silence for innocence',
    contract: breachedPasswordsContract,
    sentence: 'answers unavailable, and does not throw, where the service fails',
    breakIt: (under) =>
      withLook(under, (look) => async (password) => {
        const verdict = await look(password);
        return verdict === 'unavailable' ? 'not found' : verdict;
      }),
  },
  {
    name: 'a check that throws what it cannot answer',
    contract: breachedPasswordsContract,
    sentence: 'answers unavailable where the service talks nonsense',
    breakIt: (under) =>
      withLook(under, (look) => async (password) => {
        const verdict = await look(password);
        if (verdict === 'unavailable') throw new Error('the service cannot be read');
        return verdict;
      }),
  },
  {
    name: 'a check that never asks again',
    contract: breachedPasswordsContract,
    sentence: 'finds again once the service is back',
    breakIt: (under) => {
      let away = false;
      return withLook(under, (look) => async (password) => {
        const verdict = away ? 'unavailable' : await look(password);
        away ||= verdict === 'unavailable';
        return verdict;
      });
    },
  },
  {
    name: 'a check that sends the password along',
    contract: breachedPasswordsContract,
    sentence: 'lets neither the password nor its digest out',
    breakIt: (under) => {
      let sent = '';
      const telling = withLook(under, (look) => (password) => {
        sent += password;
        return look(password);
      });
      return { ...telling, sent: () => under.sent() + sent };
    },
  },
];
