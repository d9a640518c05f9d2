// `npm run figures`: how large the house is, and how far a reader walks through it. The table stands in docs/architecture.md.
// `npm run figures -- --names` also names what is long, what is tiny, and the files of each way.
import { execFileSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { dirname, join, normalize } from 'node:path';
import ts from 'typescript';

const TINY = 15;
const LONG_FILE = 150;
const LONG_FUNCTION = 40;
const LONGEST_FUNCTION = 60;

/** What happens, and the files where it begins in each package: a use case reaches its adapters by ports, not by imports. */
const WAYS = {
  'forgot-password': [
    'packages/hapi/src/forgot-password.ts',
    'packages/domain/src/recovery/request-reset.ts',
    'packages/knex/src/letters/post.ts',
    'packages/memory/src/memory-address-limiter.ts',
  ],
  'a letter': [
    'packages/domain/src/courier/deliver.ts',
    'packages/knex/src/letters/claim.ts',
    'packages/knex/src/letters/hand-over.ts',
    'packages/knex/src/letters/settle.ts',
    'packages/smtp/src/smtp-mailer.ts',
    'packages/mail/src/create-letter-texts.ts',
  ],
  'set-password': [
    'packages/hapi/src/set-password.ts',
    'packages/domain/src/recovery/set-password.ts',
    'packages/knex/src/knex-unit-of-work.ts',
    'packages/knex/src/knex-tokens-in-unit.ts',
    'packages/crypto/src/password-hasher.ts',
  ],
};

const isSource = (file) => /^(packages|apps)\/[^/]+\/src\/.*\.ts$/.test(file) && !/\.(test|d)\.ts$/.test(file);
const files = execFileSync('git', ['ls-files', '--cached', '--others', '--exclude-standard'], { encoding: 'utf8' })
  .split('\n')
  .filter((file) => isSource(file) && existsSync(file));

const trees = new Map();
const treeOf = (file) => {
  if (!trees.has(file))
    trees.set(file, ts.createSourceFile(file, readFileSync(file, 'utf8'), ts.ScriptTarget.Latest, true));
  return trees.get(file);
};
const linesOf = (file) => treeOf(file).text.split('\n').length - 1;

/** Functions whose body stands in braces and has a statement: a one-liner is an expression, not something to read through. */
function functionsOf(file) {
  const tree = treeOf(file);
  const found = [];
  const visit = (node) => {
    if (
      ts.isFunctionLike(node) &&
      node.body !== undefined &&
      ts.isBlock(node.body) &&
      node.body.statements.length > 0
    ) {
      const [first, last] = [node.getStart(tree), node.end].map((at) => tree.getLineAndCharacterOfPosition(at).line);
      found.push({ lines: last - first + 1, at: `${file}:${first + 1}` });
    }
    ts.forEachChild(node, visit);
  };
  visit(tree);
  return found;
}

/** The imports and re-exports of a file that exist at run time. */
function valuesFrom(file) {
  return treeOf(file).statements.flatMap((statement) => {
    const clause = ts.isImportDeclaration(statement) ? statement.importClause : statement.exportClause;
    if (statement.moduleSpecifier === undefined || statement.isTypeOnly || clause?.isTypeOnly) return [];
    const elements = (clause?.namedBindings ?? clause)?.elements?.filter((element) => !element.isTypeOnly);
    if (elements?.length === 0) return [];
    const names = elements?.map((element) => (element.propertyName ?? element.name).text);
    return [{ from: statement.moduleSpecifier.text, names, isExport: ts.isExportDeclaration(statement) }];
  });
}

function resolved(from, file) {
  if (from.startsWith('.')) return normalize(join(dirname(file), from));
  const [, name, entry] = /^@rekey\/([\w-]+)(\/.+)?$/.exec(from) ?? [];
  if (name === undefined) return null;
  const { exports } = JSON.parse(readFileSync(`packages/${name}/package.json`, 'utf8'));
  return join('packages', name, exports[`.${entry ?? ''}`]['rekey:source']);
}

/** The file that has this name: an index is a signpost, and nothing to read. */
function homeOf(file, name) {
  const shown = valuesFrom(file).find(({ isExport, names }) => isExport && names?.includes(name));
  return shown === undefined ? file : homeOf(resolved(shown.from, file), name);
}

function reachedFrom(entries) {
  const reached = new Set();
  const visit = (file) => {
    if (reached.has(file)) return;
    reached.add(file);
    for (const { from, names = [] } of valuesFrom(file)) {
      const target = resolved(from, file);
      if (target !== null) for (const home of new Set(names.map((name) => homeOf(target, name)))) visit(home);
    }
  };
  entries.forEach(visit);
  return [...reached].sort();
}

const sum = (numbers) => numbers.reduce((total, number) => total + number, 0);
const spread = (numbers) => {
  const sorted = numbers.toSorted((one, other) => one - other);
  const at = (share) => sorted[Math.min(sorted.length - 1, Math.floor(share * sorted.length))] ?? 0;
  return `${at(0.5)}/${at(0.9)}/${sorted.at(-1) ?? 0}`;
};
const row = (...cells) => console.log(`| ${cells.join(' | ')} |`);

function figuresOf(name, sources) {
  const sizes = sources.map(linesOf);
  const functions = sources.flatMap(functionsOf).map(({ lines }) => lines);
  const tiny = sizes.filter((size) => size <= TINY).length;
  row(name, sources.length, sum(sizes), spread(sizes), spread(functions), functions.length, tiny);
}

const packageOf = (file) => file.split('/').slice(0, 2).join('/');
row('src of', 'files', 'lines', 'file: median/p90/max', 'function: median/p90/max', 'functions', `≤ ${TINY} lines`);
row('---', '---', '---', '---', '---', '---', '---');
for (const name of new Set(files.map(packageOf))) {
  figuresOf(
    name.replace('packages/', ''),
    files.filter((file) => packageOf(file) === name),
  );
}
figuresOf('all', files);

const functions = files.flatMap(functionsOf).toSorted((one, other) => other.lines - one.lines);
const longer = (limit) => functions.filter(({ lines }) => lines > limit);
const longFiles = files.filter((file) => linesOf(file) > LONG_FILE);
const tiny = files.filter((file) => linesOf(file) <= TINY);
console.log(
  `\nfunctions above ${LONG_FUNCTION} lines: ${longer(LONG_FUNCTION).length}, above ${LONGEST_FUNCTION}: ${longer(LONGEST_FUNCTION).length}`,
);
console.log(
  `files above ${LONG_FILE} lines: ${longFiles.length}; files of at most ${TINY}: one in ${(files.length / tiny.length).toFixed(1)}`,
);
for (const entry of ['index', 'ports', 'values']) {
  const path = `packages/domain/src/${entry}.ts`;
  if (!existsSync(path)) continue;
  const names = treeOf(path).statements.flatMap((statement) => statement.exportClause?.elements ?? []);
  console.log(`names in the domain's ${entry}: ${names.length}`);
}
const ways = Object.entries(WAYS).map(([name, entries]) => [name, reachedFrom(entries)]);
for (const [name, reached] of ways)
  console.log(`files reached by ${name}: ${reached.length} (${sum(reached.map(linesOf))} lines)`);

if (process.argv.includes('--names')) {
  console.log(
    `\n${longer(LONG_FUNCTION)
      .map(({ at, lines }) => `${at} ${lines}`)
      .join('\n')}\n`,
  );
  for (const list of [longFiles, tiny, ...ways.map(([, reached]) => reached)]) {
    console.log(`${list.map((file) => `${file} ${linesOf(file)}`).join('\n')}\n`);
  }
}
