import { type ApplicationFixture, literal } from '../application-fixture.ts';

/** ASP.NET Core Identity 8 with Entity Framework's names. */
export const aspnetIdentity: ApplicationFixture = {
  name: 'aspnet-identity',
  tables: [
    `create table "AspNetUsers" ("Id" text primary key, "UserName" varchar(256), "NormalizedUserName" varchar(256),
       "Email" varchar(256), "NormalizedEmail" varchar(256), "EmailConfirmed" boolean not null, "PasswordHash" text,
       "SecurityStamp" text, "ConcurrencyStamp" text, "PhoneNumber" text, "PhoneNumberConfirmed" boolean not null,
       "TwoFactorEnabled" boolean not null, "LockoutEnd" timestamptz, "LockoutEnabled" boolean not null,
       "AccessFailedCount" integer not null)`,
    `create index "EmailIndex" on "AspNetUsers" ("NormalizedEmail")`,
    `create unique index "UserNameIndex" on "AspNetUsers" ("NormalizedUserName")`,
  ],
  addJane: (hash) => [
    `insert into "AspNetUsers" values ('u1', 'jane', 'JANE', 'jane@example.com', 'JANE@EXAMPLE.COM', true, ${literal(hash)},
       'STAMP', 'stamp', null, false, false, now() + interval '1 hour', true, 5)`,
  ],
  hash: { format: 'aspnet-v3' },
  typed: 'jane@example.com',
  stored: `select "PasswordHash" as stored from "AspNetUsers"
    where "SecurityStamp" not in ('STAMP', 'random') and "AccessFailedCount" = 0 and "LockoutEnd" is null`,
};
