import type { ClaimRequest } from '@rekey/domain/ports';
import type { Knex } from 'knex';
import type { Row } from '../connections.ts';
import { plain } from '../dialect/change.ts';
import type { Dialect } from '../dialect/dialect.ts';
import { LETTER, TAKEN, tooOld } from './fates.ts';
import { changesFrom, clockOfRound, holdFirst } from './steps.ts';

/**
 * `claimStatement` where an UPDATE cannot judge what it holds: the same rules, a statement for each
 * of its queries. What is picked is held until the transaction ends, so nothing comes in between.
 */
export async function claimByStep(
  on: Knex,
  dialect: Dialect,
  wish: ClaimRequest,
  atMost: number,
): Promise<readonly Row[]> {
  const { now, sql: clock } = await clockOfRound(on, dialect, wish);
  const pick = (condition: string, order: string, limit: number, mayGo = 'true') => {
    const columns = `l.id, ${tooOld('l')} as too_old, ${mayGo} as may_go`;
    return holdFirst(on, dialect, { clock, columns, condition, order: `${order}, l.id`, limit });
  };
  const lapsed = `l.lease_until is not null and (l.lease_until <= ${now} or l.lease_until > ${now} + 2 * clock.lease)`;
  const left = (condition: string) => pick(`${lapsed} and l.is_suspect = ${condition}`, 'l.lease_until', atMost);
  const picked = wish.suspects ? await left('1') : await stillQueued(await left('0'));

  async function stillQueued(stranded: readonly Row[]): Promise<readonly Row[]> {
    const queued = await pick(
      'l.place is not null and l.lease_until is null',
      'l.place',
      atMost - stranded.length,
      `l.due_at <= ${now} and (l.kind = 'notice' or l.id = (
        select o.id from rekey_letters o where o.waiting_name = l.waiting_name order by o.requested_at, o.id limit 1))`,
    );
    return [...stranded, ...queued];
  }
  if (picked.length === 0) return [];
  const changes = {
    letter: picked.map(({ id }) => String(id)),
    fate: picked.map((row) => (isTrue(row['too_old']) ? 'buried' : isTrue(row['may_go']) ? 'claimed' : 'back')),
  };
  return dialect.change(on, {
    table: 'rekey_letters',
    given: { clock: plain(clock), changes: changesFrom(dialect, changes, ['letter']) },
    from: ['clock', 'changes'],
    of: { query: 'changes', column: 'letter' },
    set: plain(TAKEN),
    where: plain(`rekey_letters.state = 'pending'`),
    returning: `${LETTER}, place, lease_until`,
  });
}

const isTrue = (told: unknown) => Number(told) === 1;
