import type { ClientAddress } from '@rekey/domain/values';
import type { StoreOptions, StoreUnderTest } from '../../store-under-test.ts';
import type { BrokenAdapter } from '../broken-adapter.ts';
import { type Alter, brokenBox } from './letter-faults.ts';

type Broken = BrokenAdapter<StoreUnderTest, StoreOptions>;

function alteredAddresses(alter: (address: string, index: number) => string): Alter {
  return ({ post }) => {
    let posted = 0;
    return { post: (request) => post({ ...request, address: alter(request.address, posted++) as ClientAddress }) };
  };
}

/** Stores that are unfair to somebody. */
export const brokenRounds: readonly Broken[] = [
  brokenBox(
    'a box that serves in the order of arrival',
    'serves networks in turn: who asks for much waits behind who asks for little',
    alteredAddresses(() => '192.0.2.1'),
  ),
  brokenBox(
    'a box to which each address of a network is a network',
    'counts the addresses of 64 bits of IPv6 as one network',
    alteredAddresses((address) => address.replace(/^2001:db8:1:2::(.+)$/, '2001:db8:1:4$1::')),
  ),
  brokenBox(
    'a box that gives its last room to the first that come',
    'keeps room for others: beyond half of what it may hold, a network that has much of it hears full first',
    alteredAddresses((_, index) => `192.0.2.${index}`),
  ),
  brokenBox(
    'a notice that waits until all requests are served',
    'lets no notice wait behind a flood of requests',
    ({ claim }) => ({
      claim: async (request) => {
        const round = await claim(request);
        return { ...round, claimed: round.claimed.filter(({ letter }) => letter.kind === 'reset') };
      },
    }),
  ),
];
