import { type ApplicationFixture, literal } from '../application-fixture.ts';

/** Nextcloud 28 to 30: the address of a user is a preference. */
export const nextcloud: ApplicationFixture = {
  name: 'nextcloud',
  tables: [
    `create table oc_users (uid varchar(64) primary key default '', displayname varchar(64), password varchar(255) not null default '',
       uid_lower varchar(64) default '')`,
    `create index user_uid_lower on oc_users (uid_lower)`,
    `create table oc_preferences (userid varchar(64) not null default '', appid varchar(32) not null default '',
       configkey varchar(64) not null default '', configvalue text, primary key (userid, appid, configkey))`,
    `create table oc_authtoken (id bigserial primary key, uid varchar(64) not null default '', login_name varchar(255) not null default '',
       password text, name text not null default '', token varchar(200) not null default '', type smallint default 0,
       remember smallint default 0, last_activity integer default 0, last_check integer default 0, scope text,
       expires integer, private_key text, public_key text, version smallint not null default 1,
       password_invalid boolean default false, password_hash varchar(255))`,
  ],
  addJane: (hash) => [
    `insert into oc_users values ('jane', 'Jane Doe', ${literal(hash)}, 'jane')`,
    `insert into oc_preferences values ('jane', 'settings', 'email', 'jane@example.com'), ('jane', 'core', 'lang', 'de')`,
    `insert into oc_authtoken (uid, login_name, token) values ('jane', 'jane', 't1')`,
  ],
  hash: { format: 'nextcloud' },
  typed: 'Jane',
  stored: 'select password as stored from oc_users',
  sessions: 'select count(*)::int as sessions from oc_authtoken',
};
