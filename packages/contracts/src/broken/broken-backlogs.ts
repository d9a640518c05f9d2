import type { Backlog, BacklogView } from '@rekey/domain/ports';
import { backlogContract } from '../backlog.contract.ts';
import type { StoreOptions, StoreUnderTest } from '../store-under-test.ts';
import type { BrokenAdapter } from './broken-adapter.ts';
import { alteredFates } from './letters/letter-faults.ts';

type Broken = BrokenAdapter<StoreUnderTest, StoreOptions>;

function brokenLook(name: string, sentence: string, alter: (view: BacklogView) => BacklogView): Broken {
  const altered = (good: Backlog): Backlog => ({ ...good, look: async () => alter(await good.look()) });
  const breakIt: Broken['breakIt'] = (store) => ({ ...store, backlog: altered(store.backlog) });
  return { name, sentence, contract: backlogContract, breakIt };
}

export const brokenBacklogs: readonly Broken[] = [
  brokenLook(
    'a look that never finds a relay down',
    'says for how long the relay has been down, from the first failure, with its last words',
    (view) => ({ ...view, channelDown: null }),
  ),
  brokenLook(
    'an alarm that never ends',
    'calls the relay usable once a letter was sent, whatever else failed before',
    (view) => ({ ...view, channelDown: view.channelDown ?? { forMs: 1, reason: 'once' } }),
  ),
  {
    name: 'a store that takes room made for others for an outage',
    contract: backlogContract,
    sentence: 'hears nothing about the relay from a letter that made room for others, and gives its attempt back',
    breakIt: (store) =>
      alteredFates(store, (fate) =>
        'blame' in fate && fate.blame === 'nobody' ? { ...fate, blame: 'channel' } : fate,
      ),
  },
  brokenLook('a courier that is never missed', 'says for how long a letter has waited for a courier', (view) => ({
    ...view,
    overdueMs: 0,
  })),
  brokenLook('a look that counts nothing', 'says how many letters are due and wait for a courier', (view) => ({
    ...view,
    waiting: 0,
  })),
  brokenLook(
    'a look that is deaf to couriers',
    'shows the alarm of a courier that fails to claim, and for how long it has failed',
    (view) => ({ ...view, claimsFailForMs: null }),
  ),
  {
    name: 'a count of what is settled only',
    contract: backlogContract,
    sentence: 'counts letters by state, and one that is held as pending',
    breakIt: (store) => {
      const count = async () => ({ ...(await store.backlog.count()), pending: 0 });
      return { ...store, backlog: { ...store.backlog, count } };
    },
  },
  {
    name: 'an alarm that cannot be ended',
    contract: backlogContract,
    sentence: 'forgets the alarm once the courier claims again',
    breakIt: (store) => ({ ...store, backlog: { ...store.backlog, endClaimAlarm: async () => {} } }),
  },
  brokenLook('an alarm that stays', 'forgets the alarm of a courier that says nothing more', (view) => ({
    ...view,
    claimsFailForMs: view.claimsFailForMs ?? 1,
  })),
];
