import type { ClaimRequest } from '@rekey/domain/ports';
import type { Knex } from 'knex';
import { type Row, rows } from '../connections.ts';
import { plain } from '../dialect/change.ts';
import type { Dialect } from '../dialect/dialect.ts';
import { number, text, textOrNull } from '../row-mapping.ts';
import { LETTER, TAKEN_IN, tooOld } from './fates.ts';
import { type Arrival, type Fate, judgeArrivals, type Scene } from './judge-arrivals.ts';
import { changesFrom, clockOfRound, holdFirst } from './steps.ts';

/** Whom a step asks, and about which moment. */
interface Step {
  readonly on: Knex;
  readonly dialect: Dialect;
  /** The moment and its bounds, as the one row of `clock`. */
  readonly clock: string;
  /** Whether the lease of a letter `o` has ended. */
  readonly lapsed: string;
}

/**
 * `intakeStatement` where an UPDATE cannot judge what it holds: the same rules, a statement for each
 * look, and the judgement here. What arrived and the keepers are held until the transaction ends.
 */
export async function takeInByStep(
  on: Knex,
  dialect: Dialect,
  wish: ClaimRequest,
  atMost: number,
): Promise<readonly Row[]> {
  const { now, sql: clock } = await clockOfRound(on, dialect, wish);
  const lapsed = `(o.lease_until <= ${now} or o.lease_until > ${now + 2 * wish.leaseMs})`;
  const step: Step = { on, dialect, clock, lapsed };
  const arrived = await holdArrivals(step, { now, ahead: now + wish.longestDelayMs, atMost });
  if (arrived.length === 0) return [];
  const firsts = await firstsOf(step, arrived);
  const keepers = await holdKeepers(step, arrived, firsts);
  const served = await servedRound(step);
  const freeSeats = await freeSeatsOf(step, arrived);
  const fates = judgeArrivals({ arrived, firsts, keepers, served, freeSeats });
  return fates.length === 0 ? [] : write(on, dialect, clock, fates);
}

/** The letters that came in: the earliest and the latest that are due, and what lies too far ahead. */
async function holdArrivals(
  { on, dialect, clock }: Step,
  { now, ahead, atMost }: { readonly now: number; readonly ahead: number; readonly atMost: number },
): Promise<readonly Arrival[]> {
  const arriving = (due: string, order: string) =>
    holdFirst(on, dialect, {
      clock,
      columns: `l.id, l.kind, l.submitted_name, l.asked_at, coalesce(l.network, l.client_address) as network, ${tooOld('l')} as too_old`,
      condition: `l.place is null and l.lease_until is null and l.due_at ${due}`,
      order,
      limit: atMost,
    });
  const earliest = await arriving(`<= ${now}`, 'l.due_at, l.id');
  const latest = earliest.length < atMost ? [] : await arriving(`<= ${now}`, 'l.due_at desc, l.id desc');
  const farAhead = await arriving(`> ${ahead}`, 'l.due_at, l.id');
  const byId = new Map([...earliest, ...latest, ...farAhead].map((row) => [number(row, 'id'), arrivalOf(row)]));
  return [...byId.values()];
}

/** Of each name the oldest reset letter that waits, and the oldest that nobody holds. */
async function firstsOf({ on, dialect, lapsed }: Step, arrived: readonly Arrival[]): Promise<Scene['firsts']> {
  const names = dialect.rowsOf({
    name: unique(arrived.filter(({ kind }) => kind === 'reset').map(({ name }) => name)),
  });
  const oldest = (free: string) =>
    `(select o.id from rekey_letters o where o.waiting_name = names.name ${free} order by o.requested_at, o.id limit 1)`;
  const found = await rows(
    on,
    `select names.name, ${oldest('')} as oldest, ${oldest(`and (o.lease_until is null or ${lapsed})`)} as keeper from ${names.sql.replace(/ lists$/, ' names')}`,
    names.values,
  );
  return new Map(
    found.map((row) => [
      text(row, 'name'),
      { oldest: numberOrNull(row, 'oldest'), keeper: numberOrNull(row, 'keeper') },
    ]),
  );
}

/** Holds the letters that others are folded into. */
async function holdKeepers(
  { on, dialect, clock, lapsed }: Step,
  arrived: readonly Arrival[],
  firsts: Scene['firsts'],
): Promise<Scene['keepers']> {
  const wanted = unique(
    arrived.flatMap(({ id, name, kind, isTooOld }) => {
      const keeper = kind === 'reset' && !isTooOld ? (firsts.get(name)?.keeper ?? null) : null;
      return keeper === null || keeper === id ? [] : [keeper];
    }),
  );
  if (wanted.length === 0) return new Map();
  const held = await rows(
    on,
    `select o.id, ${tooOld('o')} as too_old from (${clock}) as clock straight_join rekey_letters o force index (primary)
     where o.id in (${wanted.join(', ')}) and o.state = 'pending' and (o.lease_until is null or ${lapsed})
     ${dialect.holdUnheld('o')}`,
  );
  return new Map(held.map((row) => [number(row, 'id'), { isTooOld: number(row, 'too_old') === 1 }]));
}

/** The round that is being served: that of the first letter in line. */
async function servedRound({ on }: Step): Promise<number> {
  const [round] = await rows(
    on,
    `select q.place from rekey_letters q where q.state = 'pending' and q.place is not null and q.lease_until is null
     order by q.place, q.id limit 1`,
  );
  return round === undefined ? 0 : number(round, 'place');
}

/** Of each network the first round after its last letter. */
async function freeSeatsOf({ on, dialect }: Step, arrived: readonly Arrival[]): Promise<Scene['freeSeats']> {
  const networks = dialect.rowsOf({
    network: unique(arrived.flatMap(({ network }) => (network === null ? [] : [network]))),
  });
  const seats = await rows(
    on,
    `select nets.network, (
       select n.place + 1 from rekey_letters n where n.network = nets.network and n.state = 'pending' and n.lease_until is null
         and n.place is not null order by n.place desc limit 1) as free
     from ${networks.sql.replace(/ lists$/, ' nets')}`,
    networks.values,
  );
  return new Map(seats.map((row) => [text(row, 'network'), numberOrNull(row, 'free')]));
}

function write(on: Knex, dialect: Dialect, clock: string, fates: readonly Fate[]): Promise<readonly Row[]> {
  const told = (value: number | null) => (value === null ? null : String(value));
  const changes = {
    letter: fates.map(({ letter }) => String(letter)),
    fate: fates.map(({ fate }) => fate),
    newest: fates.map(({ newest }) => told(newest)),
    new_place: fates.map(({ place }) => told(place)),
  };
  return dialect.change(on, {
    table: 'rekey_letters',
    given: { clock: plain(clock), changes: changesFrom(dialect, changes, ['letter', 'newest', 'new_place']) },
    from: ['clock', 'changes'],
    of: { query: 'changes', column: 'letter' },
    set: plain(TAKEN_IN),
    where: plain(`rekey_letters.state = 'pending'`),
    returning: LETTER,
  });
}

function arrivalOf(row: Row): Arrival {
  return {
    id: number(row, 'id'),
    kind: text(row, 'kind') === 'reset' ? 'reset' : 'notice',
    name: text(row, 'submitted_name'),
    askedAt: number(row, 'asked_at'),
    network: textOrNull(row, 'network'),
    isTooOld: number(row, 'too_old') === 1,
  };
}

const numberOrNull = (row: Row, column: string) => (row[column] === null ? null : number(row, column));
const unique = <Value>(values: readonly Value[]): readonly Value[] => [...new Set(values)];
