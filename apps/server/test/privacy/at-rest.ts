import { readdirSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { connect } from '@rekey/knex';
import { dumpPostgres } from '@rekey/laboratory';
import type { Stage } from '../journey/stage.ts';
import type { Form } from './secret-forms.ts';

/** Everything that a thief could carry away, by where it lies. */
export type AtRest = ReadonlyMap<string, Buffer>;

/** The files of the database as they are on disk at this moment, its log among them, a dump of it, the log lines, and what operators are shown. */
export async function takeAll({ server, rekey }: Stage, url: string): Promise<AtRest> {
  const { stdout: letters } = await rekey(['mail', 'list', '--json']);
  const files = url.startsWith('sqlite:') ? filesIn(dirname(url.slice('sqlite:'.length))) : await filesOfPostgres(url);
  const dump = url.startsWith('sqlite:') ? '' : await dumpPostgres(url);
  const texts = { letters, dump, stdout: server.stdout(), stderr: server.stderr() };
  return new Map([
    ...files,
    ...Object.entries(texts).map(([name, text]): [string, Buffer] => [name, Buffer.from(text)]),
  ]);
}

async function filesOfPostgres(url: string): Promise<AtRest> {
  const { write, close } = connect({ url });
  // Else what is in memory only would be looked for in vain: the files are what a thief has after the next checkpoint.
  await write.raw('checkpoint');
  const { rows } = (await write.raw('show data_directory')) as { rows: { data_directory: string }[] };
  await close();
  return filesIn(rows[0]?.data_directory ?? '');
}

function filesIn(folder: string): AtRest {
  const entries = readdirSync(folder, { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile());
  const paths = entries.map(({ parentPath, name }) => join(parentPath, name));
  return new Map(paths.flatMap((path) => contentOf(path)));
}

/** A file that went away meanwhile holds nothing any more. */
function contentOf(path: string): [string, Buffer][] {
  try {
    return [[path, readFileSync(path)]];
  } catch {
    return [];
  }
}

/** Where any of these forms lies, and which. */
export function hitsIn(places: AtRest, forms: readonly Form[]): readonly string[] {
  return [...places].flatMap(([place, content]) =>
    forms.filter(({ bytes }) => content.includes(bytes)).map(({ what }) => `${what} in ${place}`),
  );
}

export const sizeOf = (places: AtRest): number => [...places.values()].reduce((sum, { length }) => sum + length, 0);
