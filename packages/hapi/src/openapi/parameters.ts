import type { PolicyReason } from '@rekey/domain';
import Joi from 'joi';

// What requests and answers of both APIs are made of.

/** What `parseSubmittedName` of the domain takes: counted in code points, not blank, nothing that a database cannot keep. */
const username = Joi.string().pattern(/^(?=\P{Cc}*\S)[^\p{Cc}\p{Cs}]{1,255}$/u);

export const NAME_QUERY = Joi.object({ username: username.required() });

export const TOKEN_QUERY = Joi.object({ token: Joi.string().required() });

/** Nothing is converted: `{"$regex":".*"}` is no token, and `""` is none (CVE-2017-7615 began with `''`). */
export const CHOICE = Joi.object({ token: Joi.string().required(), new: Joi.string().required() });

const limit = Joi.number().integer().min(1).required();

const BESIDE_CODE = {
  'too-short': { minimum: limit },
  'too-long': { maximum: limit, unit: Joi.valid('bytes').optional() },
  common: {},
  'is-service-name': {},
  'is-username': {},
  'is-email': {},
  breached: {},
} satisfies Record<PolicyReason['code'], Joi.PartialSchemaMap>;

/** Every rule that a password failed. */
export const REASONS = Joi.array()
  .min(1)
  .items(
    ...Object.entries(BESIDE_CODE).map(([code, beside]) => Joi.object({ code: Joi.valid(code).required(), ...beside })),
  );
