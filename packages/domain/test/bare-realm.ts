import { readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { createContext, runInContext } from 'node:vm';
import ts from 'typescript';

const sourceOf = (name: string) => fileURLToPath(new URL(`../../${name}/src/index.ts`, import.meta.url));

// The one package that the domain may import. It imports nothing, so it is loaded in the same realm.
const LEAF = '@rekey/concurrency';

type Exports = Record<string, unknown>;

/**
 * Loads the domain where there is nothing but the language: no process, no timers, no URL, no crypto, no console,
 * and a clock and a die that throw. Whatever runs here runs in a browser and on Deno, too.
 */
export function loadDomainInBareRealm(): Exports {
  const realm = createContext({});
  // V8 puts these two into every realm; they are not the language.
  runInContext('delete globalThis.console; delete globalThis.WebAssembly;', realm);
  runInContext("Date.now = Math.random = () => { throw new Error('the domain reached for time or chance') }", realm);

  const loaded = new Map<string, Exports>();
  const load = (file: string): Exports => {
    const known = loaded.get(file);
    if (known !== undefined) return known;
    const exports: Exports = {};
    loaded.set(file, exports);
    const factory = runInContext(`(exports, require) => { ${transpiled(file)} \n}`, realm, { filename: file });
    factory(exports, (name: string) => {
      if (name === LEAF) return load(sourceOf('concurrency'));
      if (!name.startsWith('.')) throw new Error(`${file} reaches outside the domain: ${name}`);
      return load(join(dirname(file), name));
    });
    return exports;
  };
  return load(sourceOf('domain'));
}

function transpiled(file: string): string {
  const options: ts.CompilerOptions = { module: ts.ModuleKind.CommonJS, target: ts.ScriptTarget.ES2023 };
  return ts.transpileModule(readFileSync(file, 'utf8'), { compilerOptions: options }).outputText;
}
