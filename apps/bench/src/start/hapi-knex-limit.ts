// The leanest server that could do anything for us: Hapi, Knex, sqlite3, one question to the database, then it listens.
import { server as createServer } from '@hapi/hapi';
import knex from 'knex';

const [, , filename = '', port = ''] = process.argv;

const database = knex({ client: 'sqlite3', connection: { filename }, useNullAsDefault: true });
await database.raw('select 1');
const server = createServer({ host: '127.0.0.1', port });
server.route({ method: 'GET', path: '/', handler: () => database.raw('select 1') });
await server.start();
