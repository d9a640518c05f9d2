import { LETTER_STATES } from '@rekey/domain/values';
import Joi from 'joi';

export const message = Joi.object({ message: Joi.string().required() });

export const refusal = message.keys({ reasons: Joi.array().items(Joi.string()).required() });

const time = Joi.string().isoDate();
const text = Joi.string().allow('');
const orNull = (schema: Joi.Schema) => schema.allow(null).required();
const whole = Joi.number().integer();

const letter = Joi.object({
  id: Joi.string().required(),
  kind: Joi.string().valid('reset', 'notice').required(),
  username: text.required(),
  state: Joi.string()
    .valid(...LETTER_STATES)
    .required(),
  reason: orNull(text),
  attempts: whole.min(0).required(),
  requestedAt: time.required(),
  dueAt: orNull(time),
  sentAt: orNull(time),
  lastError: orNull(text),
});

export const letters = Joi.object({ letters: Joi.array().items(letter).required() });

const event = Joi.object({
  at: time.required(),
  kind: Joi.string().required(),
  username: orNull(text),
  address: orNull(text),
  letterId: orNull(text),
  letterKind: orNull(text),
  requestedAt: orNull(time),
  reason: orNull(text),
  count: orNull(whole),
  userKey: orNull(text),
  operator: orNull(text),
});

export const trail = Joi.object({ events: Joi.array().items(event).required() });

export const link = Joi.object({ link: Joi.string().uri().required() });

export const revoked = Joi.object({ revoked: whole.min(0).required() });

export const backlog = Joi.object({
  channelDown: orNull(Joi.object({ forMs: Joi.number().required(), reason: text.required() })),
  overdueMs: Joi.number().required(),
  waiting: whole.min(0).required(),
  claimsFailForMs: orNull(Joi.number()),
});
