import { type Answer, tooManyRequests, unavailable } from '../answer.ts';

/** What Crafter Studio's API 2 says beside each status. Clients compare the numbers, and some the messages. */
const SAYINGS = {
  ok: { code: 0, message: 'OK', remedialAction: '' },
  fault: { code: 1000, message: 'Internal system failure', remedialAction: 'Contact support' },
  invalid: {
    code: 1001,
    message: 'Invalid parameter(s)',
    remedialAction: "Check API and make sure you're sending the correct parameters",
  },
  unauthorized: {
    code: 2001,
    message: 'Unauthorized',
    remedialAction: "You don't have permission to perform this task, please contact your administrator",
  },
  'unknown user': {
    code: 6000,
    message: 'User not found',
    remedialAction: "Check if you're using the correct User ID or username",
  },
  external: {
    code: 6002,
    message: 'User is externally managed',
    remedialAction: 'Update the user in the main identity system (e.g. LDAP)',
  },
  policy: {
    code: 6003,
    message: 'User password does not fulfill requirements',
    remedialAction: 'Use password that will fulfill password requirements',
  },
} as const;

type Saying = keyof typeof SAYINGS;

/** An answer in the envelope, with what stands beside `response`. */
export function enveloped(status: number, saying: Saying, beside: Answer['body'] = {}): Answer {
  return { status, body: { response: { ...SAYINGS[saying], documentationUrl: '' }, ...beside } };
}

const BY_STATUS = new Map<number, Saying>([
  [401, 'unauthorized'],
  [429, 'fault'],
]);

/**
 * An answer that every route of Rekey may give (404, 405, 429, 500, 503), in the envelope. API 2 has no code for a bound
 * that is reached: the status and `Retry-After` say it.
 */
export function inEnvelope({ status, headers = {} }: Answer): Answer {
  return { ...enveloped(status, BY_STATUS.get(status) ?? (status < 500 ? 'invalid' : 'fault')), headers };
}

export const BOUNDS = {
  'too-many-requests': (wait: { readonly retryAfterMs: number }) => inEnvelope(tooManyRequests(wait)),
  overloaded: (wait: { readonly retryAfterMs: number }) => inEnvelope(unavailable(wait)),
};
