import type { Request } from '@hapi/hapi';
import {
  LETTER_STATES,
  type LetterId,
  OPERATOR_PATTERN,
  type Operator,
  parseOperator,
  parseSubmittedName,
} from '@rekey/domain/values';
import Joi from 'joi';

/** What a name can be; anything else no database is asked for. */
export const username = Joi.string()
  .max(510)
  .custom((raw: string, helpers) => (parseSubmittedName(raw) === null ? helpers.error('any.invalid') : raw))
  .messages({ 'any.invalid': '{{#label}} must be 1 to 255 characters, not blank, without control characters' });

export const limit = Joi.number().integer().min(1).max(1_000).default(100);

export const state = Joi.string().valid(...LETTER_STATES);

/** What a 64-bit integer can be: a database takes anything else for an error, not for an unknown letter. */
export const letterId = Joi.string()
  .pattern(/^[1-9]\d{0,17}$/)
  .messages({ 'string.pattern.base': '{{#label}} must be the number of a letter' });

const UNITS = { s: 1_000, m: 60_000, h: 3_600_000, d: 86_400_000 } as const;

export const age = Joi.string()
  .pattern(/^[1-9]\d{0,4}[smhd]$/)
  .messages({ 'string.pattern.base': '{{#label}} must be a number and s, m, h or d, such as 24h' });

export const millisecondsOf = (text: string): number =>
  Number(text.slice(0, -1)) * UNITS[text.slice(-1) as keyof typeof UNITS];

const OPERATOR = 'x-rekey-operator';

/** Who acts: the trail is of no use if it does not say. */
export const operatorHeader = Joi.object({
  [OPERATOR]: Joi.string().pattern(OPERATOR_PATTERN).required().messages({
    '*': '{{#label}} must say who does it: 1 to 64 letters, digits, blanks and . _ @ + -',
  }),
}).unknown();

export const operatorOf = ({ headers }: Request): Operator | null => parseOperator(String(headers[OPERATOR]));

export const letterIdOf = ({ params }: Request): LetterId => params['id'] as LetterId;
