import type { NewPassword } from '../src/values/password.ts';
import type { UserKey } from '../src/values/user.ts';
import { userRow } from './rows.ts';
import { HERE, NEW_PASSWORD, openWorld, type World, type WorldSettings } from './world.ts';

/** A world with Jane in it, and what she and an operator do there. `begin` makes it anew. */
export function janesWorld(defaults: WorldSettings = {}) {
  let world: World;
  let jane: UserKey;
  return {
    async begin(settings: WorldSettings = {}): Promise<void> {
      world = openWorld({ ...defaults, ...settings });
      jane = await world.store.addUser(userRow());
    },
    world: () => world,
    jane: () => jane,
    ask: (username = 'jane.doe') => world.requestReset({ username, address: HERE }),
    inspect: (token: string) => world.inspectToken({ token, address: HERE }),
    set: (token: string, newPassword = NEW_PASSWORD) => world.setPassword({ token, newPassword, address: HERE }),
    async opens(password: string): Promise<boolean> {
      const row = await world.store.readUser(jane);
      return row?.passwordHash != null && world.hasher.verify(password as NewPassword, row.passwordHash);
    },
    /** How many tokens of Jane could still be used: revoking them all is what counts them, so it is rolled back. */
    async liveTokens(): Promise<number> {
      let live = 0;
      const counted = world.store.units.run(async (unit) => {
        live = await unit.tokens.revokeAllOf(jane);
        throw new Error('counted');
      });
      await counted.catch(() => undefined);
      return live;
    },
    states: async () =>
      (await world.allLetters()).map(({ state, reason }) => (reason === null ? state : `${state}: ${reason}`)),
  };
}
