// Begins to migrate the database at argv[2], says so in the middle of a migration, and never ends.
import { migrate, migrationsFor } from '../../dist/migrate.js';
import { connect } from '../../dist/open-database.js';

const [, , url] = process.argv;
const endless = url.startsWith('sqlite:')
  ? 'with recursive n(i) as (select 1 union all select i + 1 from n) select count(*) from n'
  : url.startsWith('postgres')
    ? 'select pg_sleep(600)'
    : // MariaDB looks after its client between two statements only.
      'select sleep(3)';

const stuck = {
  name: '0002-stuck',
  *up() {
    yield 'create table half_done (id integer)';
    process.stdout.write('in the middle\n');
    yield endless;
  },
};

const connections = connect({ url });
await migrate(connections, [migrationsFor(true, connections.dialect.ddl)[0], stuck]);
