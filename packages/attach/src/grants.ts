import type { FlagFile, MappingFile, SessionsFile, SplitFile } from './mapping-file.ts';

/** What Rekey reads and writes of one table. */
interface Access {
  readonly reads: Set<string>;
  readonly writes: Set<string>;
}

/**
 * The smallest grants for a mapping on PostgreSQL, as statements for one role: columns and not tables, since a leak of Rekey's
 * credentials must not read the rest of a user. Its own tables it makes itself, so it may create in their schema.
 * Without a mapping the users are in a table of its own, too.
 */
export function grantsFor(
  mapping: MappingFile | null,
  sessions: SessionsFile | null,
  role: string,
  ownSchema = 'public',
): readonly string[] {
  const accesses = new Map<string, Access>();
  const accessTo = (table: string): Access => {
    const access = accesses.get(table) ?? { reads: new Set(), writes: new Set() };
    accesses.set(table, access);
    return access;
  };
  if (mapping !== null) addUsers(accessTo(mapping.table), mapping);
  if (mapping?.password !== undefined) addPassword(accessTo(mapping.password.table), mapping.password, mapping);
  if (mapping?.mailbox !== undefined) addSplit(accessTo(mapping.mailbox.table), mapping.mailbox);
  const grantee = quoted(role);
  const schemas = new Set([...accesses.keys(), ...(sessions === null ? [] : [sessions.table])].flatMap(schemaOf));
  return [
    `grant usage, create on schema ${quoted(ownSchema)} to ${grantee};`,
    ...[...schemas]
      .filter((schema) => schema !== ownSchema)
      .map((schema) => `grant usage on schema ${quoted(schema)} to ${grantee};`),
    ...[...accesses].flatMap(([table, access]) => grantsOn(table, access, grantee)),
    ...(mapping?.password?.absent === 'allow'
      ? [`grant insert on ${quotedTable(mapping.password.table)} to ${grantee};`]
      : []),
    ...(sessions === null ? [] : grantsOnSessions(sessions, grantee)),
  ];
}

function addUsers({ reads, writes }: Access, { columns, gone, alsoSet, password }: MappingFile): void {
  const { externallyManaged, enabled, passwordChangedAt, ...plain } = columns;
  for (const column of Object.values(plain)) reads.add(column);
  for (const flag of [externallyManaged, enabled, gone]) addFlag(reads, flag);
  for (const column of Object.keys(alsoSet ?? {})) writes.add(column);
  if (passwordChangedAt !== undefined) writes.add(passwordChangedAt.column);
  if (columns.passwordHash !== undefined) writes.add(columns.passwordHash);
  // A row can be held only by a role that may update one of its columns.
  else if (password !== undefined && writes.size === 0) writes.add(columns.key);
}

function addPassword({ reads, writes }: Access, password: SplitFile, { alsoSetPassword }: MappingFile): void {
  addSplit({ reads, writes }, password);
  writes.add(password.column);
  for (const column of Object.keys(alsoSetPassword ?? {})) writes.add(column);
}

function addSplit({ reads }: Access, { user, column, where }: SplitFile): void {
  for (const name of [user, column, ...Object.keys(where ?? {})]) reads.add(name);
}

function addFlag(reads: Set<string>, flag: FlagFile | undefined): void {
  if (flag !== undefined) reads.add(flag.column);
}

function grantsOn(table: string, { reads, writes }: Access, grantee: string): readonly string[] {
  const columns = (names: Set<string>) => [...names].map(quoted).join(', ');
  return [
    `grant select (${columns(reads)}) on ${quotedTable(table)} to ${grantee};`,
    ...(writes.size === 0 ? [] : [`grant update (${columns(writes)}) on ${quotedTable(table)} to ${grantee};`]),
  ];
}

function grantsOnSessions({ table, user, end = 'delete' }: SessionsFile, grantee: string): readonly string[] {
  const marks = end === 'delete' ? [] : [end.column];
  const ends = end === 'delete' ? 'delete' : `update (${quoted(end.column)})`;
  return [
    `grant select (${[user.column, ...marks].map(quoted).join(', ')}) on ${quotedTable(table)} to ${grantee};`,
    `grant ${ends} on ${quotedTable(table)} to ${grantee};`,
  ];
}

function schemaOf(table: string): readonly string[] {
  const [schema, name] = table.split('.');
  return schema === undefined || name === undefined ? [] : [schema];
}

export function quotedTable(table: string): string {
  return table.split('.').map(quoted).join('.');
}

export function quoted(name: string): string {
  return `"${name.replaceAll('"', '""')}"`;
}
