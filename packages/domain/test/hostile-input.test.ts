import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import * as domain from '../src/index.ts';
import {
  createIssueLink,
  createLookUpUser,
  createReadAudit,
  createRehearseReset,
  createRetryLetter,
  createRevokeTokens,
  InvalidArgument,
} from '../src/index.ts';
import { userRow } from './rows.ts';
import { tokenFor } from './tokens.ts';
import { HERE, NEW_PASSWORD, openWorld } from './world.ts';

type UseCase = (...input: never[]) => Promise<unknown>;

/** What takes no input of a caller: it is made of settings, or runs by a clock. */
const WITHOUT_INPUT = ['createCourier', 'createMailRateLimit', 'createPurgeExpired', 'createPasswordPolicy'];

async function openUseCases() {
  const world = openWorld();
  await world.store.addUser(userRow());
  const { units, directory, auditReader } = world.store;
  const { source, hasher } = world;
  const link = { publicUrl: 'https://id.example.com' };
  const revokeTokens = createRevokeTokens({ units });
  const useCases = {
    createRequestReset: [world.requestReset],
    createInspectToken: [world.inspectToken],
    createSetPassword: [world.setPassword],
    createReportNotMe: [world.reportNotMe],
    createIssueLink: [createIssueLink({ units, source, link, tokenLifeMs: 60_000 })],
    createLookUpUser: [createLookUpUser({ directory })],
    createReadAudit: [createReadAudit({ directory, auditReader })],
    createRehearseReset: [createRehearseReset({ units, source, hasher })],
    createRetryLetter: [createRetryLetter({ units })],
    createRevokeTokens: [revokeTokens.of, revokeTokens.all],
  } satisfies Record<string, readonly UseCase[]>;
  return { world, useCases };
}

const MEMBERS = ['username', 'token', 'newPassword', 'secret', 'address', 'locale', 'stillWanted', 'limit'];

/** What a parsed body, or a program without types, may hold in any place. */
const anything = fc.oneof(
  fc.anything({ withNullPrototype: true, withBigInt: true, withDate: true, withMap: true }),
  fc.string({ unit: 'binary', maxLength: 300 }),
  fc.constantFrom('jane.doe', ['jane.doe'], { toString: 'x' }, null, undefined, Symbol('name'), () => true),
);
const body = fc.dictionary(fc.constantFrom(...MEMBERS), anything, { noNullPrototype: false });

describe('hostile input', () => {
  it('is tried with every use case of the package', async () => {
    const { useCases } = await openUseCases();
    const made = Object.keys(domain).filter((name) => name.startsWith('create'));
    expect(Object.keys(useCases).concat(WITHOUT_INPUT).sort()).toEqual(made.sort());
  });

  it('ends in an outcome, or in the one error that says what is wrong with it', async () => {
    const { useCases } = await openUseCases();
    await fc.assert(
      fc.asyncProperty(
        fc.constantFrom(...Object.values(useCases).flat()),
        fc.oneof(anything, body),
        anything,
        async (useCase: UseCase, first, second) => {
          const outcome = await useCase(first as never, second as never).catch((fault: unknown) => {
            if (fault instanceof InvalidArgument) return { kind: 'invalid-argument' };
            throw fault;
          });
          expect(typeof outcome === 'string' || typeof (outcome as { kind?: unknown }).kind === 'string').toBe(true);
        },
      ),
      { numRuns: 3_000 },
    );
  });

  it.each([
    ['requestReset', 'malformed'],
    ['inspectToken', 'bad-token'],
    ['setPassword', 'rejected'],
    ['reportNotMe', 'malformed'],
  ] as const)('is to %s what any bad form is: %s', async (name, kind) => {
    const { world } = await openUseCases();
    const useCase = world[name] as UseCase;
    for (const input of [undefined, null, 7, 'text', [], {}, { username: 7, token: {}, newPassword: null }]) {
      expect(await useCase(input as never)).toMatchObject({ kind });
    }
  });

  it('is not turned into the text that it looks like', async () => {
    const { world } = await openUseCases();
    const token = await tokenFor(world, 'jane.doe');
    const inArray = [token] as unknown as string;
    expect(await world.inspectToken({ token: inArray, address: HERE })).toEqual({ kind: 'bad-token' });
    const newPassword = NEW_PASSWORD;
    expect(await world.setPassword({ token: inArray, newPassword, address: HERE })).toEqual({ kind: 'bad-token' });
    expect(await world.setPassword({ token, newPassword, address: HERE })).toMatchObject({ kind: 'changed' });
  });

  it('does not reach the letter: an address that is none is empty, a language that is none is left out', async () => {
    const { world } = await openUseCases();
    const input = { username: 'jane.doe', address: { a: 1 }, locale: 'xx', kind: 'notice', to: 'eve@example.com' };
    expect(await world.requestReset(input as never)).toMatchObject({ kind: 'accepted' });
    await world.deliver();
    expect(world.mails().map(({ to }) => to.address)).toEqual(['jane.doe@example.com']);
  });

  it('never hides who acted: an operator that no trail can keep is an error, and nothing is done', async () => {
    const { world } = await openUseCases();
    const revoke = createRevokeTokens(world.store);
    await expect(revoke.all('eve\nroot' as never)).rejects.toThrow(InvalidArgument);
    expect(await world.store.readAudit()).toEqual([]);
  });
});
