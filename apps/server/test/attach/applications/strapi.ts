import { type ApplicationFixture, literal } from '../application-fixture.ts';

/** Strapi 5 with the users and permissions plugin. */
export const strapi: ApplicationFixture = {
  name: 'strapi',
  tables: [
    `create table strapi_core_store_settings (id serial primary key, key varchar(255), value text, type varchar(255),
       environment varchar(255), tag varchar(255))`,
    `create table admin_users (id serial primary key, document_id varchar(255), firstname varchar(255), lastname varchar(255),
       username varchar(255), email varchar(255), password varchar(255), reset_password_token varchar(255),
       registration_token varchar(255), is_active boolean, blocked boolean, prefered_language varchar(255),
       created_at timestamp(6), updated_at timestamp(6))`,
    `create table up_users (id serial primary key, document_id varchar(255), username varchar(255), email varchar(255),
       provider varchar(255), password varchar(255), reset_password_token varchar(255), confirmation_token varchar(255),
       confirmed boolean, blocked boolean, created_at timestamp(6), updated_at timestamp(6), published_at timestamp(6),
       created_by_id integer, updated_by_id integer, locale varchar(255))`,
  ],
  addJane: (hash) => [
    `insert into up_users (document_id, username, email, provider, password, confirmed, blocked)
       values ('d1', 'jane', 'jane@example.com', 'local', ${literal(hash)}, true, false),
              ('d2', 'john', 'john@example.com', 'github', null, true, false)`,
  ],
  hash: { format: 'bcrypt', prefix: '2a', cost: 10 },
  typed: 'jane',
  stored: `select password as stored from up_users where username = 'jane'`,
};
