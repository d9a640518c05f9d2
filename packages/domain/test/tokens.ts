import type { LetterId } from '../src/values/letter.ts';
import { MAX_LIVE_TOKENS, type ResetToken } from '../src/values/reset-token.ts';
import type { World } from './world.ts';

/** A fresh token for a user, as a delivered mail would have brought it. */
export async function tokenFor(world: World, username: string, letterId: LetterId | null = null): Promise<ResetToken> {
  const { token, digest } = world.source.mint();
  await world.store.units.run(async (unit) => {
    const user = await unit.users.hold({ name: username });
    if (user === null) throw new Error(`nobody is called ${username}`);
    const { key: userKey, revision } = user;
    await unit.tokens.issue([{ digest, userKey, revision, letterId, lifeMs: 30 * 60_000 }], MAX_LIVE_TOKENS);
  });
  return token;
}
