import { type ApplicationFixture, literal } from '../application-fixture.ts';

/** Spring Security's schema for JDBC; its people sign in with their addresses. */
export const springSecurity: ApplicationFixture = {
  name: 'spring-security',
  tables: [
    `create table users (username varchar(50) not null primary key, password varchar(500) not null, enabled boolean not null)`,
    `create table authorities (username varchar(50) not null references users (username), authority varchar(50) not null)`,
    `create unique index ix_auth_username on authorities (username, authority)`,
  ],
  addJane: (hash) => [`insert into users values ('jane@example.com', ${literal(hash)}, true)`],
  hash: { format: 'spring-bcrypt', cost: 10 },
  typed: 'jane@example.com',
  stored: 'select password as stored from users',
};
