import { rolldown } from 'rolldown';

/** The client as a page loads it: one minified module. */
export async function bundle(): Promise<string> {
  const input = new URL('../src/index.ts', import.meta.url).pathname;
  const { output } = await (await rolldown({ input })).generate({ format: 'es', minify: true });
  const [{ code, imports }, ...others] = output;
  if (imports.length > 0 || others.length > 0) throw new Error(`it needs more than itself: ${imports}`);
  return code;
}
