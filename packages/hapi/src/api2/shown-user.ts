import type { User } from '@rekey/domain/values';
import Joi from 'joi';
import { allOf } from '../openapi/described-answer.ts';

/** Crafter Studio's member names. Named one by one, so that no new member of `User` is shown by accident. */
export function shown(user: User) {
  return {
    id: idOf(user),
    username: user.username,
    firstName: user.firstName ?? '',
    lastName: user.lastName ?? '',
    email: user.email ?? '',
    enabled: user.enabled,
    externallyManaged: user.externallyManaged,
  };
}

/** Studio's id is a number; a key that is none, or that JSON's numbers would round, stays text. */
function idOf({ key }: User): number | string {
  const number = Number(key);
  return Number.isSafeInteger(number) && String(number) === key ? number : key;
}

const text = Joi.string().allow('');

/** What `shown` shows. */
export const SHOWN_USER = allOf({
  id: Joi.alternatives(Joi.number().integer(), Joi.string()),
  username: text,
  firstName: text,
  lastName: text,
  email: text,
  enabled: Joi.boolean(),
  externallyManaged: Joi.boolean(),
} satisfies Record<keyof ReturnType<typeof shown>, Joi.Schema>);
