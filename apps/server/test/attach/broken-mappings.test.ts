import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { passwordHasher } from '@rekey/crypto';
import type { NewPassword } from '@rekey/domain/values';
import { connect } from '@rekey/knex';
import { describe, expect, it, onTestFinished } from 'vitest';
import { rekey, scratchFolder } from '../scripted-shell.ts';
import { hostDatabase } from './attached-database.ts';
import { BROKEN, type Broken, type Kind, MAPPING } from './broken-mappings.ts';

/** A host application that fits, until `customs` are done to it. */
async function hosted(kind: Kind, { customs = [], rights }: Broken) {
  const folder = scratchFolder();
  const host = kind === 'PostgreSQL' ? await hostDatabase() : null;
  const ownerUrl = host?.ownerUrl ?? `sqlite:${join(folder, 'host.sqlite')}`;
  const owner = connect({ url: ownerUrl });
  onTestFinished(() => owner.close());
  const hash = await passwordHasher({ hash: MAPPING.hash }).hash('what jane typed' as NewPassword);
  await owner.write.raw(
    'create table accounts (id integer primary key, login varchar(99), mail varchar(99), pw varchar(255))',
  );
  await owner.write.raw('create index accounts_mail on accounts (mail)');
  await owner.write.raw(`insert into accounts values (1, 'jane', 'jane@example.com', ?)`, [hash]);
  for (const custom of customs) await owner.write.raw(custom);
  if (host === null || rights === undefined) return { folder, url: ownerUrl };
  const role = `broken_${Math.random().toString(36).slice(2)}`;
  const url = await host.roleUrl(role);
  for (const right of rights) await owner.write.raw(`grant ${right} to ${role}`);
  return { folder, url };
}

function settingsFor(folder: string, url: string, { mapping = MAPPING, sessions }: Broken) {
  const path = join(folder, 'mapping.json');
  writeFileSync(path, JSON.stringify(mapping));
  const settings = {
    REKEY_DATABASE_URL: url,
    REKEY_USERS_MAPPING: path,
    REKEY_PUBLIC_URL: 'https://id.example.com',
    REKEY_LOG_LEVEL: 'silent',
  };
  if (sessions === undefined) return settings;
  const beside = join(folder, 'sessions.json');
  writeFileSync(beside, JSON.stringify(sessions));
  return { ...settings, REKEY_SESSIONS_MAPPING: beside };
}

const ROWS = BROKEN.flatMap((broken) => broken.on.map((kind) => ({ ...broken, kind })));

describe('a mapping that cannot serve people as it is', () => {
  it.each(ROWS)('$name, on $kind: rekey doctor names the mend', async (broken) => {
    const { folder, url } = await hosted(broken.kind, broken);
    const { out } = await rekey(settingsFor(folder, url, broken), ['doctor']);
    expect(out).toMatch(broken.doctor);
  });

  it.each(ROWS.filter(({ attach }) => attach !== undefined))(
    '$name, on $kind: rekey attach names it before anybody writes a mapping',
    async (broken) => {
      const { url } = await hosted(broken.kind, broken);
      const ran = await rekey({ REKEY_DATABASE_URL: url, REKEY_LOG_LEVEL: 'silent' }, ['attach']);
      expect(`${ran.out}\n${ran.err}`).toMatch(broken.attach ?? /never/);
    },
  );
});
