// Begins to migrate the database at argv[2], says so in the middle of a migration, and never ends.
import { migrate, migrationsFor } from '../../dist/migrate.js';
import { connect } from '../../dist/open-database.js';

const [, , url] = process.argv;
const endless = url.startsWith('sqlite:')
  ? 'with recursive n(i) as (select 1 union all select i + 1 from n) select count(*) from n'
  : 'select pg_sleep(600)';

const stuck = {
  name: '0002-stuck',
  *up() {
    yield 'create table half_done (id integer)';
    process.stdout.write('in the middle\n');
    yield endless;
  },
};

await migrate(connect({ url }), [migrationsFor(true)[0], stuck]);
