import type { ReportNotMe, RequestReset, SetPassword } from '@rekey/domain';
import { LOCALES, type Locale, type PasswordNormalization } from '@rekey/domain/values';
import { type CheckedBounds, type RequestBounds, requestBounds } from '@rekey/hapi/requests';
import Joi from 'joi';
import type { PageOverrides } from './languages.ts';
import type { FoundBy } from './texts/names.ts';

export interface Logo {
  readonly bytes: Buffer;
  readonly type: 'image/svg+xml' | 'image/png' | 'image/jpeg' | 'image/webp';
}

export interface PagesOptions extends RequestBounds {
  /** Put together with private answers: a page tells nobody who has an account. */
  readonly requestReset: RequestReset;
  readonly setPassword: SetPassword;
  readonly reportNotMe: ReportNotMe;
  readonly tokenLifeMs: number;
  /** The policy, as far as a form can say it before anything is sent. */
  readonly password: {
    readonly minimum: number;
    readonly normalization: PasswordNormalization;
    readonly serviceNames: readonly string[];
    /** The bytes of UTF-8 that the hasher's `bounds` allow. Default: no bound but the policy's. */
    readonly maximumBytes?: number | undefined;
    /** 2: the new password is typed twice. Default: 1. */
    readonly fields?: 1 | 2 | undefined;
  };
  /** What people are found by, which the pages ask them for. Default: `username`. */
  readonly foundBy?: FoundBy | undefined;
  /** What the service is called. */
  readonly serviceName: string;
  readonly logo?: Logo | undefined;
  /** The colour of buttons and links, `#rrggbb`; on the dark page a lighter one is made from it. */
  readonly accent?: string | undefined;
  /** Where people get help: an e-mail address or an http(s) URL. */
  readonly support?: string | undefined;
  /** Where the page after success leads. */
  readonly signInUrl?: string | undefined;
  /** For browsers that want none of our languages. Default: `en`. */
  readonly language?: Locale | undefined;
  /** Texts of the operator's own, in place of ours. */
  readonly texts?: PageOverrides | undefined;
}

export type CheckedPagesOptions = PagesOptions &
  CheckedBounds & { readonly language: Locale; readonly foundBy: FoundBy };

const useCase = Joi.function().required();

const schema = Joi.object({
  requestReset: useCase,
  setPassword: useCase,
  reportNotMe: useCase,
  tokenLifeMs: Joi.number().integer().min(1).required(),
  password: Joi.object({
    minimum: Joi.number().integer().min(1).required(),
    normalization: Joi.valid('nfc', 'none').required(),
    serviceNames: Joi.array().items(Joi.string()).required(),
    maximumBytes: Joi.number().integer().min(1),
    fields: Joi.valid(1, 2),
  }).required(),
  foundBy: Joi.valid('username', 'email', 'either').default('username'),
  serviceName: Joi.string().required(),
  logo: Joi.object({
    bytes: Joi.binary().required(),
    type: Joi.valid('image/svg+xml', 'image/png', 'image/jpeg', 'image/webp').required(),
  }),
  accent: Joi.string().pattern(/^#[0-9a-f]{6}$/i),
  support: Joi.string(),
  signInUrl: Joi.string().uri({ scheme: ['http', 'https'] }),
  language: Joi.valid(...LOCALES).default('en'),
  texts: Joi.object(),
  ...requestBounds,
});

/** Throws one error that names every wrong option. */
export function checkPagesOptions(options: PagesOptions): CheckedPagesOptions {
  const { error, value } = schema.validate(options, { abortEarly: false, convert: false });
  if (error !== undefined) {
    throw new Error(`@rekey/pages: ${error.details.map(({ message }) => message).join('; ')}`);
  }
  return value as CheckedPagesOptions;
}
