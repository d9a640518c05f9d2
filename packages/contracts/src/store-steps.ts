import assert from 'node:assert/strict';
import type { ClaimRequest, Retried } from '@rekey/domain/ports';
import type {
  Claim,
  Instant,
  LetterFate,
  LetterId,
  LetterView,
  Notice,
  Postponement,
  TokenDigest,
  TokenRecord,
  User,
  UserKey,
} from '@rekey/domain/values';
import { CLAIM_WISH, digestText, HOUR, LEASE_MS, request, userRow } from './sample-rows.ts';
import type { StoreUnderTest, UserRow } from './store-under-test.ts';

export async function addUser(store: StoreUnderTest, row: Partial<UserRow> = {}): Promise<User> {
  return userOf(store, await store.outside.addUser(userRow(row)));
}

export async function userOf(store: StoreUnderTest, key: UserKey): Promise<User> {
  const user = await store.directory.findByKey(key);
  assert.ok(user, 'a user that was added is found by its key');
  return user;
}

/** Issues a live token named by `seed` for the user as it stands. */
export async function issue(
  store: StoreUnderTest,
  user: User,
  seed: string,
  more: { lifeMs?: number; keepNewest?: number; letterId?: LetterId } = {},
): Promise<{ readonly digest: TokenDigest; readonly record: TokenRecord }> {
  const { lifeMs = HOUR, keepNewest = 100, letterId = null } = more;
  const record = { userKey: user.key, revision: user.revision, letterId };
  const digest = digestText(seed);
  await store.units.run(async (unit) => {
    await unit.users.hold({ key: user.key });
    await unit.tokens.issue([{ ...record, digest, lifeMs }], keepNewest);
  });
  return { digest, record };
}

export function retry({ units }: StoreUnderTest, id: LetterId): Promise<Retried> {
  return units.run(({ letters }) => letters.retry(id));
}

export function idsOf(letters: readonly { readonly id: LetterId }[]): readonly LetterId[] {
  return letters.map(({ id }) => id);
}

/** Which of the tokens named by `seeds` are live. */
export async function liveOf(store: StoreUnderTest, seeds: readonly string[]): Promise<readonly string[]> {
  const records = await Promise.all(seeds.map((seed) => store.tokens.inspect(digestText(seed))));
  return seeds.filter((_, index) => records[index] !== null);
}

export async function consume(store: StoreUnderTest, user: User, digest: TokenDigest): Promise<boolean> {
  return store.units.run(async (unit) => {
    await unit.users.hold({ key: user.key });
    return unit.tokens.consume(digest, user.revision);
  });
}

export async function post(store: StoreUnderTest, name: string): Promise<void> {
  assert.equal(await store.letters.post(request(name)), 'posted');
}

export async function postNotice(store: StoreUnderTest, letter: Notice): Promise<void> {
  await store.units.run((unit) => unit.letters.post(letter));
}

export async function claim(store: StoreUnderTest, request: Partial<ClaimRequest> = {}): Promise<readonly Claim[]> {
  return (await store.letters.claim({ ...CLAIM_WISH, ...request })).claimed;
}

/** Claims, and expects exactly one letter. */
export async function claimOne(store: StoreUnderTest, request: Partial<ClaimRequest> = {}): Promise<Claim> {
  const [first, ...rest] = await claim(store, request);
  assert.ok(first, 'a letter is claimed');
  assert.deepEqual(rest, [], 'no other letter is claimed');
  return first;
}

/** A letter that two couriers believe to hold; only the second does. */
export async function takenOver(store: StoreUnderTest): Promise<{ readonly stale: Claim; readonly held: Claim }> {
  await post(store, 'jane.doe');
  const stale = await claimOne(store);
  await store.outside.advance(LEASE_MS);
  return { stale, held: await claimOne(store) };
}

/** Settles one letter; answers whether this claim still held it. */
export async function settle(store: StoreUnderTest, held: Claim, fate: LetterFate): Promise<'ours' | 'lost'> {
  const settled = await store.units.run((unit) => unit.letters.settle([{ claim: held, fate }]));
  return settled.includes(held.id) ? 'ours' : 'lost';
}

export function postpone(store: StoreUnderTest, held: Claim, until: Postponement): Promise<'ours' | 'lost'> {
  return settle(store, held, { state: 'pending', ...until });
}

export function release(store: StoreUnderTest, held: Claim): Promise<'ours' | 'lost'> {
  return settle(store, held, { state: 'released' });
}

export async function startHandOver(store: StoreUnderTest, held: Claim, user: User): Promise<'ours' | 'lost'> {
  const started = await store.units.run((unit) => unit.letters.startHandOvers([{ claim: held, userKey: user.key }]));
  return started.includes(held.id) ? 'ours' : 'lost';
}

/** Every letter, oldest first. */
export async function views(store: StoreUnderTest): Promise<readonly LetterView[]> {
  return [...(await store.letters.list({ limit: 1_000 }))].reverse();
}

export async function viewOf(store: StoreUnderTest, id: LetterId): Promise<LetterView> {
  const view = (await views(store)).find((each) => each.id === id);
  assert.ok(view, 'a letter that was posted is listed');
  return view;
}

/** Stores may round to milliseconds, and their clocks may run on; checks move time by minutes. */
export function assertNear(actual: Instant | null, expected: Instant): void {
  assert.ok(actual !== null && Math.abs(actual - expected) < 20_000, `${actual} is near ${expected}`);
}

/** Lets everything run that is ready to run, so that units started at once do meet. */
export function turn(): Promise<void> {
  return new Promise((resolve) => setImmediate(resolve));
}
