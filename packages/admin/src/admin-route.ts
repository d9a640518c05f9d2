import type { Lifecycle, Request, ServerRoute } from '@hapi/hapi';
import { Overloaded } from '@rekey/domain';
import type Joi from 'joi';
import { type Answer, INTERNAL_ERROR, invalid, send, unavailable } from './answer.ts';

/** One route of the admin port, with all that a description of it needs: what is served is what is documented. */
export interface AdminRoute {
  readonly method: 'GET' | 'POST';
  readonly path: string;
  readonly summary: string;
  readonly params?: Joi.ObjectSchema;
  readonly query?: Joi.ObjectSchema;
  readonly headers?: Joi.ObjectSchema;
  readonly payload?: Joi.Schema;
  /** By status; beside these there are 400, 401, 500 and 503. */
  readonly answers: Readonly<Record<number, { readonly when: string; readonly schema: Joi.Schema }>>;
  /** Called with what the schemas let through. */
  answer(request: Request): Promise<Answer>;
}

/** Hears of every fault behind a 500. */
export type OnFault = (fault: unknown, request: Request) => void;

/** Far above anything that is asked here. */
const MAX_BODY_BYTES = 8_192;
const DEADLINE_MS = 15_000;
const RETRY_AFTER_MS = 5_000;

const refuse: Lifecycle.FailAction = (_, h, fault) => send(h, invalid(reasonsOf(fault))).takeover();

export function hapiRoute(route: AdminRoute, onFault: OnFault): ServerRoute {
  const { method, path, params, query, headers, payload } = route;
  const validate = {
    ...(params !== undefined && { params }),
    ...(query !== undefined && { query }),
    ...(headers !== undefined && { headers }),
    ...(payload !== undefined && { payload }),
    options: { abortEarly: false },
    failAction: refuse,
  };
  const body = { parse: true, allow: 'application/json', maxBytes: MAX_BODY_BYTES, failAction: refuse } as const;
  return {
    method,
    path,
    handler: async (request, h) => send(h, await answerTo(route, request, onFault)),
    options: {
      validate,
      state: { parse: false },
      timeout: { server: DEADLINE_MS },
      ...(payload !== undefined && { payload: body }),
    },
  };
}

async function answerTo(route: AdminRoute, request: Request, onFault: OnFault): Promise<Answer> {
  try {
    return await route.answer(request);
  } catch (fault) {
    if (fault instanceof Overloaded) return unavailable(fault.retryAfterMs);
    onFault(fault, request);
    return INTERNAL_ERROR;
  }
}

/** What is left to Hapi: a path that nobody has, a body that is no JSON, a deadline. */
export function answerToFrameworkError(status: number): Answer {
  if (status === 503) return unavailable(RETRY_AFTER_MS);
  return status < 500 ? invalid(['the request cannot be read']) : INTERNAL_ERROR;
}

function reasonsOf(fault: unknown): readonly string[] {
  const { details, message } = fault as { details?: readonly { readonly message: string }[]; message?: string };
  return details?.map((detail) => detail.message) ?? [message ?? 'the body cannot be read'];
}
