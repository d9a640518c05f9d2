import Joi from 'joi';

/** One environment variable: its name and how its text becomes a value. */
export interface Setting<Value> {
  readonly name: string;
  readonly schema: Joi.Schema<Value>;
}

/** Settings that are needed together. */
export type Group = Readonly<Record<string, Setting<unknown>>>;

export type ValuesOf<Settings extends Group> = {
  readonly [Key in keyof Settings]: Settings[Key] extends Setting<infer Value> ? Value : never;
};

/** What a variable wants, in words that complete "REKEY_X wants ..."; the same words for every way to get it wrong. */
interface Wish {
  readonly name: string;
  readonly wants: string;
  readonly schema: Joi.Schema;
}

export function required<Value>(wish: Wish): Setting<Value> {
  const missing = { 'any.required': `${wish.name} is missing: it wants ${wish.wants}` };
  return { name: wish.name, schema: base(wish).required().messages(missing) };
}

export function optional<Value>(wish: Wish): Setting<Value | undefined> {
  return { name: wish.name, schema: base(wish) };
}

export function withDefault<Value>(wish: Wish, fallback: Value): Setting<Value> {
  return { name: wish.name, schema: base(wish).default(() => fallback) };
}

/** An empty variable counts as unset: it is what compose files and unit files make of a setting that nobody filled in. */
function base({ name, wants, schema }: Wish): Joi.Schema {
  return schema.empty('').messages({ '*': `${name} wants ${wants}` });
}

/** A text that a parser of ours understands; the parser says no with `undefined`. */
export function parsedBy<Value>(parse: (raw: string) => Value | undefined): Joi.Schema {
  return Joi.string().custom((raw: string, helpers) => {
    const value = parse(raw);
    return value === undefined ? helpers.error('any.invalid') : value;
  });
}

/** An address or a host name. */
export function hostname(): Joi.Schema {
  return Joi.string().hostname();
}

/** A whole number, written in digits. */
export function wholeNumber(minimum: number, maximum: number): Joi.Schema {
  return parsedBy((raw) => {
    const value = /^\d{1,9}$/.test(raw) ? Number(raw) : Number.NaN;
    return value >= minimum && value <= maximum ? value : undefined;
  });
}

export function oneOf(...words: readonly string[]): Joi.Schema {
  return Joi.string().valid(...words);
}
