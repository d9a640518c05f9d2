import type { Unit, UnitOfWork } from '@rekey/domain/ports';
import type {
  AuditEvent,
  Claim,
  EmailAddress,
  LetterId,
  NameKey,
  NewToken,
  Revision,
  TokenDigest,
  User,
  UserKey,
} from '@rekey/domain/values';
import type { Connections } from '../src/connections.ts';
import {
  knexAuditReader,
  knexBacklog,
  knexHousekeeping,
  knexLetterBox,
  knexResetTokenStore,
  knexUnitOfWork,
  knexUserDirectory,
  sessionsTable,
  usersTable,
} from '../src/index.ts';
import { migrationStatus, migrationsFor } from '../src/migrate.ts';
import { passwordHashOf } from '../src/users/password-hash-of.ts';
import { userAdministration } from '../src/users/user-administration.ts';
import { countStoredHashes } from '../src/users/user-samples.ts';
import { CLAIM, request, user } from './sample-rows.ts';

const HOUR = 3_600_000;
const BATCH = 20;
/** The letter box counts what is pending up to its bound, so that is what it may read. */
export const BOUND = 500;
const SESSIONS = { table: 'sessions', user: { column: 'user_id' } };

export interface Operation {
  readonly name: string;
  run(): Promise<unknown>;
}

/** Everything that Rekey asks of its database, through the adapters that ask it. */
export function operationsOn(connections: Connections): readonly Operation[] {
  const { dialect } = connections;
  const users = usersTable(dialect, undefined);
  const units = knexUnitOfWork(connections, users, sessionsTable(dialect, SESSIONS));
  return [
    ...lettersOf(connections, units),
    ...secretsOf(connections, units),
    ...operatorOf(connections),
    { name: 'look up a name', run: () => knexUserDirectory(connections, users, 10).findByName('user 3') },
    { name: 'look up a key', run: () => knexUserDirectory(connections, users, 10).findByKey('3' as UserKey) },
    { name: 'check a password', run: () => passwordHashOf(connections, users)('user 3') },
    { name: 'tell formats of hashes', run: () => countStoredHashes(connections, users)((hash) => hash) },
  ];
}

function lettersOf(connections: Connections, units: UnitOfWork): readonly Operation[] {
  const box = knexLetterBox(connections, BOUND);
  const { purge } = knexHousekeeping(connections);
  const list = (state: 'pending' | 'sent' | 'skipped' | 'dead' | undefined, username?: string) => ({
    name: `list letters, ${state ?? 'all'} of ${username ?? 'everybody'}`,
    run: () => box.list({ limit: BATCH, ...(state && { state }), ...(username && { username }) }),
  });
  const states = [undefined, 'pending', 'sent', 'skipped', 'dead'] as const;
  return [
    { name: 'post a request', run: () => box.post(request('user 5')) },
    { name: 'claim', run: () => box.claim({ ...CLAIM, limit: BATCH }) },
    { name: 'claim suspects', run: () => box.claim({ ...CLAIM, limit: 1, suspects: true }) },
    {
      name: "a courier's unit",
      run: async () => {
        const { claimed } = await box.claim({ ...CLAIM, limit: BATCH });
        const claims = claimed.length > 0 ? claimed : [GONE];
        await units.run((unit) => deliver(unit, claims));
      },
    },
    ...states.flatMap((state) => [undefined, 'user 6', 'somebody'].map((name) => list(state, name))),
    {
      name: 'list letters, sent within an hour',
      run: () => box.list({ limit: BATCH, state: 'sent', askedWithinMs: HOUR }),
    },
    { name: 'look at the backlog', run: () => knexBacklog(connections, BOUND).look() },
    { name: 'count letters', run: () => knexBacklog(connections, BOUND).count() },
    {
      name: 'raise and end the alarm',
      run: async () => {
        await knexBacklog(connections).raiseClaimAlarm(1);
        await knexBacklog(connections).endClaimAlarm();
      },
    },
    ...(['letters', 'tokens', 'audit'] as const).map((kept) => ({
      name: `purge ${kept}`,
      run: () => purge(kept, { olderThanMs: HOUR, limit: BATCH }),
    })),
    {
      name: 'retry a dead letter',
      run: async () => {
        const [dead] = await box.list({ state: 'dead', limit: 1 });
        await units.run(({ letters }) => letters.retry(dead?.id ?? GONE.id));
      },
    },
  ];
}

const GONE = { id: '0' as LetterId, fence: 0 } as unknown as Claim;
let fresh = 0;

/** What a courier does about a batch, from the users to the settlement. */
async function deliver({ users, tokens, reports, letters, audit }: Unit, claims: readonly Claim[]) {
  const held = await users.holdNamed(claims.map((_, n) => `user ${n + 1}`));
  const keys = [...held.values()].map(({ key }) => key);
  const ids = claims.map(({ id }) => id);
  await letters.handedOverWithin(keys, HOUR, ids);
  const minted = claims.map(({ id }, n): NewToken => {
    fresh += 1;
    const owner = { userKey: keys[n] ?? ('1' as UserKey), revision: 'revision' as Revision };
    return { digest: `fresh ${fresh}` as TokenDigest, letterId: id, lifeMs: HOUR, ...owner };
  });
  await tokens.issue(minted, 3);
  await reports.allow(minted.map((each) => ({ ...each, digest: `r ${each.digest}` as TokenDigest })));
  await letters.startHandOvers(claims.map((claim, n) => ({ claim, userKey: keys[n] ?? ('1' as UserKey) })));
  await tokens.withdraw(minted.map(({ digest }) => digest));
  await letters.settle(claims.map((claim) => ({ claim, fate: { state: 'sent' } })));
  await audit.record(ids.map((letterId) => ({ kind: 'letter-sent', letterId }) as unknown as AuditEvent));
}

function secretsOf(connections: Connections, units: UnitOfWork): readonly Operation[] {
  const digest = 'digest 3' as TokenDigest;
  const asOwner = (work: (unit: Unit, owner: User) => Promise<unknown>) => () =>
    units.run(async (unit) => {
      const owner = await unit.users.hold({ key: '3' as UserKey });
      if (owner !== null) await work(unit, owner);
    });
  return [
    { name: 'inspect a token', run: () => knexResetTokenStore(connections).inspect(digest) },
    {
      name: 'set a password',
      run: asOwner(async ({ users, tokens, sessions, letters }, owner) => {
        await tokens.consume(digest, owner.revision);
        fresh += 1;
        await users.replacePassword(owner, `hash ${fresh}` as Parameters<typeof users.replacePassword>[1]);
        await tokens.revokeAllOf(owner.key);
        await sessions.revokeAllOf(owner);
        await letters.proveDelivered('3' as LetterId);
        const { key: userKey, username } = owner;
        const to = 'user3@example.com' as EmailAddress;
        await letters.post({
          kind: 'notice',
          about: 'password-changed',
          userKey,
          username,
          nameKey: username as NameKey,
          to,
        });
      }),
    },
    {
      name: 'report a link',
      run: asOwner(async ({ tokens, letters, reports }, owner) => {
        await reports.find('report 3' as TokenDigest);
        await reports.use('report 3' as TokenDigest);
        await tokens.revokeAllOf('7' as UserKey);
        await tokens.revokeAllOf('8' as UserKey);
        await letters.closeFor(owner.username);
      }),
    },
    { name: 'revoke every token', run: () => units.run(({ tokens }) => tokens.revokeAll()) },
  ];
}

function operatorOf(connections: Connections): readonly Operation[] {
  const { list } = knexAuditReader(connections);
  const { add, show, set, remove } = userAdministration(connections);
  return [
    { name: 'read the trail', run: () => list({ limit: BATCH }) },
    { name: 'read the trail of a name', run: () => list({ limit: BATCH, of: { username: 'user 4', userKey: null } }) },
    {
      name: 'read the trail of a user',
      run: () => list({ limit: BATCH, of: { username: 'x', userKey: '9' as UserKey } }),
    },
    { name: 'add a user', run: () => add(user('jane.doe')) },
    { name: 'show a user', run: () => show('user 4') },
    { name: 'change a user', run: () => set('user 4', { enabled: true }) },
    { name: 'remove a user', run: () => remove('jane.doe') },
    {
      name: 'ask for migrations',
      run: () => migrationStatus(connections, migrationsFor(true, connections.dialect.ddl)),
    },
  ];
}
