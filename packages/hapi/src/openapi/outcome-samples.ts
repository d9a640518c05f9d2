import type { InspectTokenOutcome, LookUpUserOutcome, RequestResetOutcome, SetPasswordOutcome } from '@rekey/domain';
import type { Revision, SubmittedName, User, UserKey } from '@rekey/domain/values';
import type { OutcomeSamples } from './described-answer.ts';

// Both APIs answer the same use cases: when each outcome comes is said here, once.

const USER: User = {
  key: '7' as UserKey,
  username: 'jane.doe',
  email: 'jane.doe@example.com',
  firstName: 'Jane',
  lastName: 'Doe',
  externallyManaged: false,
  enabled: true,
  locale: null,
  revision: '' as Revision,
};

const WAIT_MS = 5_000;

const BOUNDS = {
  'too-many-requests': ['too many requests from this address', { kind: 'too-many-requests', retryAfterMs: WAIT_MS }],
  overloaded: ['too much waits, and nothing was done', { kind: 'overloaded', retryAfterMs: WAIT_MS }],
} as const;

const NOT_BY_THIS_TOKEN = {
  'bad-token': [
    'the token is malformed, unknown, used, expired or superseded; or its user is disabled, or got another e-mail address or password since',
    { kind: 'bad-token' },
  ],
  'user-gone': ['the user of the token is gone', { kind: 'user-gone' }],
  'externally-managed': ['the password of the user is kept elsewhere', { kind: 'externally-managed' }],
} as const;

const MALFORMED_NAME = [
  'username is missing, repeated, empty, blank, over 255 characters, with control characters or bad encoding',
  { kind: 'malformed' },
] as const;

export const REQUEST_SAMPLES: OutcomeSamples<RequestResetOutcome> = {
  accepted: [
    'the mail will be delivered, or the operator can see why not',
    { kind: 'accepted', username: USER.username as SubmittedName },
  ],
  malformed: MALFORMED_NAME,
  ...BOUNDS,
  'unknown-user': ['nobody has the name', { kind: 'unknown-user' }],
  'externally-managed': ['the password of the user is kept elsewhere', { kind: 'externally-managed' }],
  'no-mailbox': ['the user has no usable e-mail address', { kind: 'no-mailbox' }],
};

export const SET_SAMPLES: OutcomeSamples<SetPasswordOutcome> = {
  changed: [
    'the password is set; the token and every other token of the user are dead',
    { kind: 'changed', user: USER },
  ],
  rejected: [
    'the password is refused, and the token is not used up',
    { kind: 'rejected', reasons: [{ code: 'too-short', minimum: 15 }, { code: 'common' }] },
  ],
  ...BOUNDS,
  ...NOT_BY_THIS_TOKEN,
};

export const INSPECT_SAMPLES: OutcomeSamples<InspectTokenOutcome> = {
  good: ['the token would be accepted now', { kind: 'good' }],
  ...BOUNDS,
  ...NOT_BY_THIS_TOKEN,
};

export const LOOK_UP_SAMPLES: OutcomeSamples<LookUpUserOutcome> = {
  found: ['the user has the name', { kind: 'found', user: USER }],
  malformed: MALFORMED_NAME,
  overloaded: BOUNDS.overloaded,
  'unknown-user': ['nobody has the name', { kind: 'unknown-user' }],
};
