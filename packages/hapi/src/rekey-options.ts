import type { InspectToken, LookUpUser, RequestReset, SetPassword } from '@rekey/domain';
import Joi from 'joi';
import { type CheckedBounds, type RequestBounds, requestBounds } from './request-bounds.ts';

// Far above the longest password in JSON escapes, far below what is worth sending.
export const MAX_BODY_BYTES = 8_192;

/** The use cases of Crafter Studio's API 2. */
export interface CrafterApi2Options extends RequestBounds {
  readonly requestReset: RequestReset;
  readonly setPassword: SetPassword;
  readonly inspectToken: InspectToken;
}

export interface RekeyOptions extends RequestBounds {
  /** What a browser sees, prefix included. `Location` is made from it, never from a request. A trailing slash is ignored. */
  readonly publicUrl: string;
  readonly requestReset: RequestReset;
  readonly setPassword: SetPassword;
  readonly inspectToken: InspectToken;
  readonly lookUpUser: LookUpUser;
  /** Bearer token for `get.json`; without one that route answers 401 to everybody. */
  readonly operatorToken?: string | undefined;
  /** Origins whose pages may call the anonymous routes from a browser, such as `https://app.example.com`. Default: none. */
  readonly corsOrigins?: readonly string[];
}

const useCase = Joi.function().required();

const api2Schema = Joi.object({
  requestReset: useCase,
  setPassword: useCase,
  inspectToken: useCase,
  ...requestBounds,
});

const schema = Joi.object({
  publicUrl: Joi.string()
    .pattern(/^[\x21-\x7e]+$/)
    .uri({ scheme: ['http', 'https'] })
    .pattern(/[?#]|^[^/]*\/\/[^/]*@/, { invert: true })
    .required()
    .messages({ '*': '"publicUrl" must be an http or https URL in ASCII, without user, query and fragment' }),
  requestReset: useCase,
  setPassword: useCase,
  inspectToken: useCase,
  lookUpUser: useCase,
  // Joi's own message would show the token.
  operatorToken: Joi.string()
    .pattern(/^[\x21-\x7e]+$/)
    .messages({ '*': '"operatorToken" must be a non-empty string of printing ASCII characters without spaces' }),
  corsOrigins: Joi.array().items(Joi.string().pattern(/^https?:\/\/[^/?#*\s]+$/)),
  ...requestBounds,
});

export type CheckedOptions = RekeyOptions & CheckedBounds;

export const checkOptions = (options: RekeyOptions): CheckedOptions => checked<CheckedOptions>(schema, options);

export const checkApi2Options = (options: CrafterApi2Options) =>
  checked<CrafterApi2Options & CheckedBounds>(api2Schema, options);

/** Throws one error that names every wrong option; it holds no option's value. */
function checked<Checked>(against: Joi.ObjectSchema, options: unknown): Checked {
  const { error, value } = against.validate(options, { abortEarly: false, convert: false });
  if (error !== undefined) {
    throw new Error(`@rekey/hapi: ${error.details.map(({ message }) => message).join('; ')}`);
  }
  return value as Checked;
}
