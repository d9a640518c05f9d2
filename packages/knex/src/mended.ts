import { type Connections, rows } from './connections.ts';
import { driverWords } from './driver-words.ts';

/** What the database said of a mapping that does not fit, and what to do about it where that can be told. */
export async function mended({ read, dialect }: Connections, fault: unknown): Promise<string> {
  const reason = driverWords(fault);
  if (/permission denied/i.test(reason)) return `${reason}: grant what rekey grants prints`;
  const hint = fault instanceof Error && 'hint' in fault && typeof fault.hint === 'string' ? fault.hint : null;
  if (hint !== null) return `${reason} (${hint})`;
  const [, missing] =
    /relation "(.+)" does not exist|no such table: (.+)|Table '(.+)' doesn't exist/.exec(reason)?.filter(Boolean) ?? [];
  if (missing === undefined) return reason;
  const alike = await tablesAlike(read, dialect.kind, missing);
  return alike.length === 0 ? reason : `${reason}: do you mean ${alike.join(' or ')}?`;
}

/** Tables of this name in other schemas, or in other letters. */
async function tablesAlike(read: Connections['read'], kind: string, missing: string): Promise<readonly string[]> {
  const name = missing.slice(missing.lastIndexOf('.') + 1);
  const found =
    kind === 'SQLite'
      ? await rows(read, `select name from sqlite_master where type in ('table', 'view') and lower(name) = lower(?)`, [
          name,
        ])
      : kind === 'MariaDB'
        ? await rows(
            read,
            `select if(table_schema = database(), table_name, concat(table_schema, '.', table_name)) as name
             from information_schema.tables where lower(table_name) = lower(?) order by 1`,
            [name],
          )
        : await rows(
            read,
            `select n.nspname || '.' || c.relname as name from pg_class c join pg_namespace n on n.oid = c.relnamespace
           where c.relkind in ('r', 'p', 'v', 'f') and lower(c.relname) = lower(?) order by 1`,
            [name],
          );
  return found.map((row) => String(row['name']));
}
