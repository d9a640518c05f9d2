import { openPostgres } from '../drivers/postgres-driver.ts';
import { serveBare } from './bare-hapi.ts';

const [, , url = '', port = ''] = process.argv;

/** The statement that Rekey sends, without what decides when to send it. */
const INSERT = `insert into rekey_letters (kind, submitted_name, name_key, client_address, requested_at, asked_at, due_at)
  select 'reset', name, name, address, clock.now, clock.now, clock.now
  from (select floor(extract(epoch from clock_timestamp()) * 1000)::bigint as now) as clock
  cross join unnest($1::text[], $2::text[]) as lists(name, address)`;

const database = await openPostgres(url);
await serveBare(Number(port), (rows) =>
  database.run(INSERT, [rows.map(({ username }) => username), rows.map(({ address }) => address)]),
);
