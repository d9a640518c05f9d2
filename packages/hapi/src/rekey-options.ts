import type { InspectToken, LookUpUser, RequestReset, SetPassword } from '@rekey/domain';
import Joi from 'joi';
import type { OnFault } from './route-fault.ts';

export interface RekeyOptions {
  /** What a browser sees, prefix included. `Location` is made from it, never from a request. A trailing slash is ignored. */
  readonly publicUrl: string;
  readonly requestReset: RequestReset;
  readonly setPassword: SetPassword;
  readonly inspectToken: InspectToken;
  readonly lookUpUser: LookUpUser;
  /** Bearer token for `get.json`; without one that route answers 401 to everybody. */
  readonly operatorToken?: string | undefined;
  /** CIDRs whose `X-Forwarded-For` is believed. Default: none. */
  readonly trustedProxies?: readonly string[] | undefined;
  /** From receipt to answer, then 503. Default: 15,000. */
  readonly deadlineMs?: number | undefined;
  /** How long a body may take to arrive, then 400. Shorter than `deadlineMs`. Default: 5,000. */
  readonly bodyDeadlineMs?: number | undefined;
  /** Hears of every fault behind a 500 or 503, beside the request's log. */
  readonly onFault?: OnFault | undefined;
  /** Hears once of an `X-Forwarded-For` that is not believed, beside the server's log. */
  readonly onWarning?: ((message: string) => void) | undefined;
}

const useCase = Joi.function().required();
const milliseconds = Joi.number().integer().min(1).max(600_000);

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
  trustedProxies: Joi.array()
    .items(Joi.string().ip({ version: ['ipv4', 'ipv6'], cidr: 'optional' }))
    .default([]),
  deadlineMs: milliseconds.default(15_000),
  bodyDeadlineMs: milliseconds.default(5_000).less(Joi.ref('deadlineMs')),
  onFault: Joi.function(),
  onWarning: Joi.function(),
});

export type CheckedOptions = RekeyOptions & {
  readonly trustedProxies: readonly string[];
  readonly deadlineMs: number;
  readonly bodyDeadlineMs: number;
};

/** Throws one error that names every wrong option; it holds no option's value. */
export function checkOptions(options: RekeyOptions): CheckedOptions {
  const { error, value } = schema.validate(options, { abortEarly: false, convert: false });
  if (error !== undefined) {
    throw new Error(`@rekey/hapi: ${error.details.map(({ message }) => message).join('; ')}`);
  }
  return value as CheckedOptions;
}
