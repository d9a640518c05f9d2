import { readFileSync } from 'node:fs';
import { closest } from 'fastest-levenshtein';
import { ARGON2ID_MINIMUM, type Argon2Cost, argon2idFormat } from './argon2.ts';
import { type BcryptSettings, bcryptFormat, djangoBcryptSha256Format, wordpressFormat } from './bcrypt.ts';
import { type HashFormat, prefixed } from './format.ts';
import {
  aspnetV3Format,
  djangoPbkdf2Format,
  type Pbkdf2Settings,
  pbkdf2Format,
  werkzeugPbkdf2Format,
} from './pbkdf2.ts';
import type { Pepper } from './pepper.ts';
import { crafterFormat, phpassFormat } from './quick-digests.ts';
import { betterAuthFormat, djangoScryptFormat, type ScryptCost, scryptFormat, werkzeugScryptFormat } from './scrypt.ts';

/** The `hash` of a mapping: a format's name and its own parameters. */
export interface HashMapping {
  readonly format: string;
  readonly [parameter: string]: unknown;
}

/** A parameter: a whole number between two bounds, one of some words, or the path of a file. */
type Parameter =
  | { readonly from: number; readonly to: number; readonly usual: number }
  | { readonly words: readonly string[]; readonly usual: string }
  | { readonly file: true };

interface Recipe {
  readonly parameters: Readonly<Record<string, Parameter>>;
  make(values: Readonly<Record<string, unknown>>, peppers: readonly Pepper[]): HashFormat;
}

/** A format of which `faultOf` has judged the parameters: after it they are what their types say. */
function recipe<Values>(
  parameters: Readonly<Record<string, Parameter>>,
  make: (values: Values, peppers: readonly Pepper[]) => HashFormat,
): Recipe {
  return { parameters, make: (values, peppers) => make(values as Values, peppers) };
}

const number = (usual: number, from: number, to: number): Parameter => ({ usual, from, to });
const bcryptCost = (usual: number) => number(usual, 4, 18);
const iterations = (usual: number) => number(usual, 1_000, 20_000_000);
const scryptCost = (cost: number, blockSize: number, parallelism: number) => ({
  cost: number(cost, 1_024, 1_048_576),
  blockSize: number(blockSize, 1, 64),
  parallelism: number(parallelism, 1, 64),
});
const argon2Cost = (memory: number, passes: number, lanes: number) => ({
  memory: number(memory, ARGON2ID_MINIMUM.memory, 1_048_576),
  passes: number(passes, ARGON2ID_MINIMUM.passes, 64),
  lanes: number(lanes, 1, 255),
});
const bcryptPrefix = (usual: string): Parameter => ({ words: ['2a', '2b', '2y'], usual });

type Prefix = BcryptSettings['prefix'];

/** Every format that Rekey writes, with the cost that its application has today. */
const RECIPES: Readonly<Record<string, Recipe>> = {
  argon2id: recipe<Argon2Cost>(
    argon2Cost(ARGON2ID_MINIMUM.memory, ARGON2ID_MINIMUM.passes, ARGON2ID_MINIMUM.lanes),
    argon2idFormat,
  ),
  // Devise and Laravel 12, Phoenix 12, Strapi, Parse Server and Supabase 10: `rekey attach` takes what the stored hashes have.
  bcrypt: recipe<{ prefix: Prefix; cost: number; pepperFile?: string }>(
    { prefix: bcryptPrefix('2b'), cost: bcryptCost(12), pepperFile: { file: true } },
    ({ prefix, cost, pepperFile }) =>
      bcryptFormat({ prefix, cost, ...(pepperFile !== undefined && { pepper: pepperIn(pepperFile) }) }),
  ),
  // passlib 1.7's default is lower; OWASP's 600,000 is what this writes where nothing else is said.
  pbkdf2: recipe<Pbkdf2Settings>(
    {
      digest: { words: ['sha1', 'sha256', 'sha512'], usual: 'sha256' },
      iterations: iterations(600_000),
      spelling: { words: ['phc', 'passlib'], usual: 'phc' },
    },
    pbkdf2Format,
  ),
  scrypt: recipe<ScryptCost>(scryptCost(131_072, 8, 1), scryptFormat),
  // Django 5.2: django/contrib/auth/hashers.py
  'django-pbkdf2': recipe<{ iterations: number }>({ iterations: iterations(1_000_000) }, (settings) =>
    djangoPbkdf2Format(settings.iterations),
  ),
  'django-argon2': recipe<Argon2Cost>(argon2Cost(102_400, 2, 8), (cost) =>
    prefixed('django-argon2', 'argon2', argon2idFormat(cost)),
  ),
  'django-bcrypt-sha256': recipe<{ cost: number }>({ cost: bcryptCost(12) }, ({ cost }) =>
    djangoBcryptSha256Format(cost),
  ),
  'django-scrypt': recipe<ScryptCost>(scryptCost(16_384, 8, 5), djangoScryptFormat),
  // Werkzeug 3.1: werkzeug/security.py
  'werkzeug-scrypt': recipe<ScryptCost>(scryptCost(32_768, 8, 1), werkzeugScryptFormat),
  'werkzeug-pbkdf2': recipe<{ iterations: number }>({ iterations: iterations(1_000_000) }, (settings) =>
    werkzeugPbkdf2Format(settings.iterations),
  ),
  'better-auth': recipe({}, betterAuthFormat),
  // Spring Security 6: BCryptPasswordEncoder behind DelegatingPasswordEncoder
  'spring-bcrypt': recipe<{ prefix: Prefix; cost: number }>(
    { prefix: bcryptPrefix('2a'), cost: bcryptCost(10) },
    (settings) => prefixed('spring-bcrypt', '{bcrypt}', bcryptFormat(settings)),
  ),
  // .NET 8: PasswordHasherOptions.IterationCount
  'aspnet-v3': recipe<{ iterations: number }>({ iterations: iterations(100_000) }, (settings) =>
    aspnetV3Format(settings.iterations),
  ),
  // PHP's PASSWORD_ARGON2ID, behind Nextcloud's version number
  nextcloud: recipe<Argon2Cost>(argon2Cost(65_536, 4, 1), (cost) => prefixed('nextcloud', '3|', argon2idFormat(cost))),
  wordpress: recipe<{ cost: number }>({ cost: bcryptCost(10) }, ({ cost }) => wordpressFormat(cost)),
  crafter: recipe({}, crafterFormat),
};

/** The formats that `hash.format` may name. */
export const HASH_FORMATS: readonly string[] = Object.keys(RECIPES);

/** Formats that Rekey reads and never writes: older hashes beside those that an application writes today. */
const READ_ONLY = ['2|', '1|'].map((version) =>
  prefixed('nextcloud', version, version === '1|' ? bcryptFormat({ cost: 10, prefix: '2y' }) : argon2idFormat()),
);

/**
 * The format that a mapping's `hash` names; the default is argon2id.
 * @throws {RangeError} with everything that is wrong, a line each
 */
export function hashFormatOf(
  mapping: HashMapping = { format: 'argon2id' },
  peppers: readonly Pepper[] = [],
): HashFormat {
  const { format, ...given } = mapping;
  const wanted = Object.hasOwn(RECIPES, format) ? RECIPES[format] : undefined;
  if (wanted === undefined) {
    throw new RangeError(
      `hash.format: ${format} is no format that Rekey writes; do you mean ${closest(format, [...HASH_FORMATS])}?`,
    );
  }
  if (peppers.length > 0 && format !== 'argon2id') {
    throw new RangeError(
      `hash.format: REKEY_PEPPERS go into argon2id only; your application could not read a ${format} with one`,
    );
  }
  const faults = [
    ...Object.keys(given).flatMap((name) => faultOfName(name, Object.keys(wanted.parameters))),
    ...Object.entries(wanted.parameters).flatMap(([name, parameter]) => faultOf(name, parameter, given[name])),
  ];
  if (faults.length > 0) throw new RangeError(faults.join('\n'));
  const values = Object.entries(wanted.parameters).map(([name, parameter]) => [
    name,
    given[name] ?? ('usual' in parameter ? parameter.usual : undefined),
  ]);
  return wanted.make(Object.fromEntries(values), peppers);
}

function faultOfName(name: string, known: readonly string[]): readonly string[] {
  if (known.includes(name)) return [];
  const nearest = known.length === 0 ? 'this format has none' : `do you mean hash.${closest(name, [...known])}?`;
  return [`hash.${name}: there is no such member; ${nearest}`];
}

function faultOf(name: string, parameter: Parameter, value: unknown): readonly string[] {
  if (value === undefined) return [];
  if ('file' in parameter)
    return typeof value === 'string' && value !== '' ? [] : [`hash.${name}: the path of a file is wanted`];
  if ('words' in parameter) {
    return parameter.words.some((word) => word === value)
      ? []
      : [`hash.${name}: ${parameter.words.join(', ')} is wanted`];
  }
  const { from, to } = parameter;
  const fits = typeof value === 'number' && Number.isInteger(value) && value >= from && value <= to;
  const isPower = name !== 'cost' || to < 1_000 || Number.isInteger(Math.log2(Number(value)));
  return fits && isPower
    ? []
    : [`hash.${name}: a whole number from ${from} to ${to} is wanted${isPower ? '' : ', a power of two'}`];
}

/** The pepper as the application has it: the whole file, without one final line end. */
function pepperIn(path: string): string {
  let text: string;
  try {
    text = readFileSync(path, 'utf8');
  } catch (fault) {
    throw new RangeError(`hash.pepperFile: ${path} cannot be read (${(fault as NodeJS.ErrnoException).code})`);
  }
  return text.replace(/\r?\n$/, '');
}

/** Every format at its usual cost, in an order in which the more special comes first. */
function everyFormat(peppers: readonly Pepper[]): readonly HashFormat[] {
  const written = HASH_FORMATS.map((format) => hashFormatOf({ format }, format === 'argon2id' ? peppers : []));
  return [...written, ...READ_ONLY, phpassFormat()];
}

/** The first format that can read a stored hash, the one that is written before all others; `null` where none can. */
export function readerOf(stored: string, written: HashFormat, peppers: readonly Pepper[]): HashFormat | null {
  return [written, ...everyFormat(peppers)].find((format) => format.parse(stored) !== null) ?? null;
}

/** What a mapping would say of a stored hash, so that new ones are like it; `null` for a text that is no hash of any format. */
export function recogniseHash(stored: string): HashMapping | null {
  const format = everyFormat([]).find((each) => each.parse(stored) !== null);
  return format === undefined ? null : { format: format.name, ...format.parametersOf(stored) };
}
