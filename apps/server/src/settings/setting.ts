import Joi from 'joi';

/** One environment variable: its name and how its text becomes a value. */
export interface Setting<Value> {
  readonly name: string;
  /** What it wants, in words that complete "REKEY_X wants ...". */
  readonly wants: string;
  readonly schema: Joi.Schema<Value>;
}

/** Settings that are needed together. */
export type Group = Readonly<Record<string, Setting<unknown>>>;

export type ValuesOf<Settings extends Group> = {
  readonly [Key in keyof Settings]: Settings[Key] extends Setting<infer Value> ? Value : never;
};

/** What a variable wants, in words that complete "REKEY_X wants ..."; the same words for every way to get it wrong. */
interface Variable {
  readonly name: string;
  readonly wants: string;
  readonly schema: Joi.Schema;
}

export function required<Value>(variable: Variable): Setting<Value> {
  const missing = { 'any.required': `${variable.name} is missing: it wants ${variable.wants}` };
  return { name: variable.name, wants: variable.wants, schema: base(variable).required().messages(missing) };
}

export function optional<Value>(variable: Variable): Setting<Value | undefined> {
  return { name: variable.name, wants: variable.wants, schema: base(variable) };
}

export function withDefault<Value>(variable: Variable, fallback: Value): Setting<Value> {
  return { name: variable.name, wants: variable.wants, schema: base(variable).default(() => fallback) };
}

/** Required where another variable is set. */
export function requiredWith<Value>(other: string, variable: Variable): Setting<Value | undefined> {
  const missing = {
    'any.required': `${variable.name} is missing: with ${other} it wants ${variable.wants}`,
  };
  const schema = base(variable).messages(missing).when(other, { not: Joi.exist(), otherwise: Joi.required() });
  return { name: variable.name, wants: variable.wants, schema };
}

/** An empty variable counts as unset: it is what compose files and unit files make of a setting that nobody filled in. */
function base({ name, wants, schema }: Variable): Joi.Schema {
  return schema.empty('').messages({ '*': `${name} wants ${wants}` });
}

/** Says in words that begin with "it" or "its" what is wrong with a refused text; it never repeats any of it. */
export type Diagnose = (raw: string) => string | undefined;

/**
 * A text that a parser of ours understands; the parser says no with `undefined`.
 * `readSettings` adds what `diagnose` has seen.
 */
export function parsedBy<Value>(
  parse: (raw: string) => Value | undefined,
  diagnose: Diagnose = () => undefined,
): Joi.Schema {
  return Joi.string().custom((raw: string, helpers) => {
    const value = parse(raw);
    return value === undefined ? helpers.error('any.invalid', { seen: slip(raw) ?? diagnose(raw) }) : value;
  });
}

/** What unit files, compose files and copying do to every kind of value. */
function slip(raw: string): string | undefined {
  if (/^(["'`]).*\1$/s.test(raw)) return 'it has quotes around it that no shell took off: leave them out';
  if (raw !== raw.trim()) return 'it has a blank or a line end before or behind it';
  return /[\p{Cf}\u00a0]/u.test(raw) ? 'it has a character that cannot be seen' : undefined;
}

/** An address or a host name. */
export function hostname(): Joi.Schema {
  const schema = Joi.string().hostname();
  return parsedBy(
    (raw) => (/^[\x21-\x7e]+$/.test(raw) && schema.validate(raw).error === undefined ? raw : undefined),
    (raw) => (/^.*:\/\/|:\d+$/.test(raw) ? 'it has a scheme or a port: write the host alone' : undefined),
  );
}

/** A whole number, written in digits. */
export function wholeNumber(minimum: number, maximum: number): Joi.Schema {
  return parsedBy(
    (raw) => {
      const value = /^\d{1,9}$/.test(raw) ? Number(raw) : Number.NaN;
      return value >= minimum && value <= maximum ? value : undefined;
    },
    (raw) => {
      if (/^-?\d+$/.test(raw)) return 'it is too small or too large';
      return /\d/.test(raw) ? 'it has more than digits' : 'it is no number';
    },
  );
}

export function oneOf(...words: readonly string[]): Joi.Schema {
  return parsedBy(
    (raw) => (words.includes(raw) ? raw : undefined),
    (raw) => (words.includes(raw.toLowerCase()) ? 'it has capital letters: write it in small ones' : undefined),
  );
}
