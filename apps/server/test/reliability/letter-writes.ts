import { connect } from '@rekey/knex';

/** Every change of a letter, noted by the database itself: who made it, and under which fence. PostgreSQL only. */
export interface LetterWrites {
  /** Changes by a courier whose letter another courier had claimed meanwhile: what the fence must refuse. */
  stale(): Promise<number>;
  /** Claims of a letter that another courier had claimed before. */
  takenOver(): Promise<number>;
  /** The letters that this courier has handed to the relay and not settled, as long as nobody else claims them. */
  onTheirWay(courier: string): Promise<readonly string[]>;
  /** How many of these letters were claimed last by somebody else. */
  takenFrom(courier: string, letters: readonly string[]): Promise<number>;
}

/** The name that an instance goes by in the database. */
export function underName(databaseUrl: string, name: string): string {
  const url = new URL(databaseUrl);
  url.searchParams.set('application_name', name);
  return url.href;
}

export async function noteLetterWrites(databaseUrl: string): Promise<LetterWrites> {
  const ask = async (sql: string, values: readonly (string | string[])[] = []) => {
    const { write, close } = connect({ url: databaseUrl });
    return write.raw(sql, [...values]).finally(close);
  };
  await ask(TRIGGER);
  const count = async (sql: string, values?: readonly (string | string[])[]): Promise<number> =>
    Number((await ask(sql, values)).rows[0].times);
  return {
    stale: () => count(STALE),
    takenOver: () => count(TAKEN_OVER),
    onTheirWay: async (courier) =>
      (await ask(ON_THEIR_WAY, [courier])).rows.map(({ letter }: { letter: string }) => letter),
    takenFrom: (courier, letters) => count(TAKEN_FROM, [[...letters], courier]),
  };
}

// A claim raises the fence and sets a lease; nothing else does both. The sequence is drawn while the row is locked, so for one
// letter it is the order of the writes.
const TRIGGER = `
  create table letter_writes (
    number bigserial primary key, letter bigint not null, courier text not null, is_claim boolean not null
  );
  create index letter_writes_of_letter on letter_writes (letter, number);
  create function note_letter_write() returns trigger language plpgsql as $$
  begin
    insert into letter_writes (letter, courier, is_claim)
    values (new.id, current_setting('application_name'), new.fence > old.fence and new.lease_until is not null);
    return null;
  end $$;
  create trigger note_letter_write after update on rekey_letters for each row execute function note_letter_write();
`;

const lastClaim = (letter: string, before = 'true') => `(
  select c.courier from letter_writes c where c.letter = ${letter} and c.is_claim and ${before} order by c.number desc limit 1)`;
const CLAIM_BEFORE = lastClaim('w.letter', 'c.number < w.number');

const STALE = `select count(*) as times from letter_writes w where not w.is_claim and w.courier <> ${CLAIM_BEFORE}`;
const TAKEN_OVER = `select count(*) as times from letter_writes w where w.is_claim and w.courier <> ${CLAIM_BEFORE}`;
const ON_THEIR_WAY = `
  select l.id as letter from rekey_letters l
  where l.state = 'pending' and l.lease_until is not null and l.handed_over_at is not null and ${lastClaim('l.id')} = ?`;
const TAKEN_FROM = `select count(*) as times from unnest(?::bigint[]) as letter where ${lastClaim('letter')} <> ?`;
