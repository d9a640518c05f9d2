import { openSqlite } from '../drivers/sqlite-driver.ts';
import { serveBare } from './bare-hapi.ts';

const [, , file = '', port = ''] = process.argv;

/** The statement that Rekey sends, without what decides when to send it. */
const INSERT = `insert into rekey_letters (kind, submitted_name, name_key, client_address, requested_at, asked_at, due_at)
  select 'reset', value ->> 0, value ->> 0, value ->> 1, ?1, ?1, ?1 from json_each(?2)`;

const database = await openSqlite(file);
await serveBare(Number(port), (rows) => {
  const lists = rows.map(({ username, address }) => [username, address]);
  return database.run(INSERT, [Date.now(), JSON.stringify(lists)]);
});
