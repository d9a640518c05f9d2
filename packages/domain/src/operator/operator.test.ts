import { beforeEach, describe, expect, it } from 'vitest';
import { userRow } from '../../test/rows.ts';
import { tokenFor } from '../../test/tokens.ts';
import { HERE, openWorld, type World } from '../../test/world.ts';
import { createIssueLink } from './issue-link.ts';
import { createLookUpUser } from './look-up-user.ts';
import { createReadAudit } from './read-audit.ts';
import { createRevokeTokens } from './revoke-tokens.ts';

let world: World;
beforeEach(async () => {
  world = openWorld();
  await world.store.addUser(userRow());
  await world.store.addUser(userRow({ username: 'external', externallyManaged: true }));
  await world.store.addUser(userRow({ username: 'disabled', enabled: false }));
});

const kindOf = async (token: string) => (await world.inspectToken({ token, address: HERE })).kind;

describe('issueLink', () => {
  const issue = (username: string) => {
    const { units } = world.store;
    const link = { publicUrl: 'https://id.example.com' };
    return createIssueLink({ units, source: world.source, link, tokenLifeMs: 60_000 })(username);
  };

  it('makes a link whose token works for its life, and records who got one', async () => {
    const issued = await issue('jane.doe');
    const link = issued.kind === 'issued' ? issued.link : '';
    expect(link).toMatch(/^https:\/\/id\.example\.com\/reset-password#[\w-]{43}$/);
    const token = link.slice(-43);
    expect(await kindOf(token)).toBe('good');
    expect(await world.store.readAudit()).toMatchObject([{ event: { kind: 'link-issued', username: 'jane.doe' } }]);
    world.pass(60_000);
    expect(await kindOf(token)).toBe('bad-token');
  });

  it.each([
    ['nobody', 'unknown-user'],
    ['external', 'externally-managed'],
    ['disabled', 'disabled'],
  ])('makes none for %s: %s', async (username, kind) => {
    expect(await issue(username)).toEqual({ kind });
    expect(await world.store.readAudit()).toEqual([]);
  });
});

describe('revokeTokens', () => {
  it('kills the live tokens of one user and nobody else’s', async () => {
    await world.store.addUser(userRow({ username: 'john.doe' }));
    const [janes, johns] = [await tokenFor(world, 'jane.doe'), await tokenFor(world, 'john.doe')];
    expect(await createRevokeTokens(world.store).of('jane.doe')).toEqual({ kind: 'revoked', count: 1 });
    expect([await kindOf(janes), await kindOf(johns)]).toEqual(['bad-token', 'good']);
  });

  it('kills everybody’s after a restore from backup', async () => {
    const token = await tokenFor(world, 'jane.doe');
    expect(await createRevokeTokens(world.store).all()).toEqual({ kind: 'revoked', count: 1 });
    expect(await kindOf(token)).toBe('bad-token');
  });

  it('says so where nobody has the name', async () => {
    expect(await createRevokeTokens(world.store).of('nobody')).toEqual({ kind: 'unknown-user' });
  });
});

describe('readAudit', () => {
  const read = (username?: string) =>
    createReadAudit(world.store)({ limit: 10, ...(username !== undefined && { username }) });
  const revoke = () => createRevokeTokens(world.store).of('jane.doe');

  it('follows a user through a rename', async () => {
    await revoke();
    const jane = await world.store.directory.findByName('jane.doe');
    if (jane !== null) await world.store.changeUser(jane.key, { username: 'jane.smith' });
    expect(await read('jane.smith')).toMatchObject({ kind: 'read', events: [{ username: 'jane.doe' }] });
    expect(await read('jane.doe')).toMatchObject({ kind: 'read', events: [{ username: 'jane.doe' }] });
  });

  it('reads everything where no name is given, and nothing of somebody else where one is', async () => {
    await revoke();
    await createRevokeTokens(world.store).all();
    expect(await read()).toMatchObject({ events: [{ kind: 'all-tokens-revoked' }, { kind: 'tokens-revoked' }] });
    expect(await read('external')).toEqual({ kind: 'read', events: [] });
  });

  it.each(['nobody', '', 'jane\0'])('knows no user and no event under %j', async (name) => {
    await revoke();
    expect(await read(name)).toEqual({ kind: 'unknown-user' });
  });
});

describe('lookUpUser', () => {
  it('finds exactly that name', async () => {
    const lookUp = createLookUpUser(world.store);
    expect(await lookUp('jane.doe')).toMatchObject({ kind: 'found', user: { username: 'jane.doe' } });
    expect(await lookUp('Jane.Doe')).toEqual({ kind: 'unknown-user' });
    expect(await lookUp('')).toEqual({ kind: 'malformed' });
  });
});
