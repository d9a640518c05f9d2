import type { Readable } from 'node:stream';
import type { Lifecycle, Request, RouteOptions, ServerRoute } from '@hapi/hapi';
import { type Answer, INTERNAL_ERROR, methodNotAllowed, NOT_FOUND, sendAnswer } from './answer.ts';
import { corsFor, preflightAnswer } from './cross-origin.ts';
import { answerToFrameworkError } from './framework-error.ts';
import { HOST_INDEPENDENT, UNREAD } from './host-independent.ts';
import { markAnswered, unlessAnswered } from './late-answer.ts';
import { rawTarget } from './raw-target.ts';
import { type BodyBounds, readBody } from './read-body.ts';
import { nameOf, type Route } from './route.ts';
import { type OnFault, RouteFault } from './route-fault.ts';

export interface RouteRules {
  /** From receipt to answer; beyond it 503, so that no request hangs on a database that is gone. */
  readonly deadlineMs: number;
  readonly bodyBounds: BodyBounds;
  readonly report: OnFault;
  /** Origins of pages that may call the route; none for routes that are not for anonymous callers. */
  readonly corsOrigins: readonly string[];
}

// Named one by one and not only as `*`: Hapi prefers a host's `POST /{path*}` to our `*`. HEAD cannot be named and goes to GET.
const VERBS_WITH_BODY = ['POST', 'PUT', 'PATCH', 'DELETE', 'OPTIONS', '*'] as const;

/** What Hapi is told so that every verb on a route's path is answered as the contract says, whatever the host's defaults are. */
export function hapiRoutes(route: Route, rules: RouteRules): ServerRoute[] {
  const { path } = route;
  const handler = unlessAnswered(async (request, h) => sendAnswer(h, await answerRequest(route, rules, request)));
  const options = routeOptions(route, rules);
  return [
    { method: 'GET', path, handler, options },
    ...VERBS_WITH_BODY.map((method) => ({
      method,
      path,
      handler,
      // Hapi takes no cors on OPTIONS: that answer is ours.
      options: { ...options, ...(method === 'OPTIONS' && { cors: false as const }), payload: UNREAD },
    })),
  ];
}

function routeOptions(route: Route, { deadlineMs, report, corsOrigins }: RouteRules): RouteOptions {
  const onPreResponse: Lifecycle.Method = (request, h) => {
    markAnswered(request);
    const { response } = request;
    if (!('isBoom' in response)) return h.continue;
    const answer = answerToFrameworkError(response.output.statusCode);
    if (answer.status >= 500) report(new RouteFault(nameOf(route), 'not answered', { cause: response }), request);
    return sendAnswer(h, shapedBy(route, answer));
  };
  return {
    ...HOST_INDEPENDENT,
    cors: corsFor(corsOrigins),
    timeout: { server: deadlineMs + (route.graceMs ?? 0) },
    ext: { onPreResponse: { method: onPreResponse } },
  };
}

const shapedBy = ({ shaped }: Route, answer: Answer): Answer => shaped?.(answer) ?? answer;

async function answerRequest(route: Route, rules: RouteRules, request: Request): Promise<Answer> {
  const { path, query } = rawTarget(request.raw.req.url ?? '');
  // Hapi has decoded and normalised the path to get here; the contract knows one spelling only.
  if (path !== request.path || !path.endsWith(route.path)) return afterBody(request, rules, shapedBy(route, NOT_FOUND));
  const preflight = request.method === 'options' ? preflightAnswer(request, route, rules.corsOrigins) : null;
  if (preflight !== null) return afterBody(request, rules, preflight);
  // HEAD comes in as GET and must not send mail.
  if (request.method !== route.verb.toLowerCase()) {
    return afterBody(request, rules, shapedBy(route, methodNotAllowed(route.verb)));
  }
  try {
    const answer = await route.answer(request, query);
    if (answer.fault !== undefined) rules.report(new RouteFault(nameOf(route), answer.fault), request);
    return answer;
  } catch (cause) {
    rules.report(new RouteFault(nameOf(route), 'failed', { cause }), request);
    return shapedBy(route, INTERNAL_ERROR);
  }
}

/** Lets a body that nobody wants run out first, so that its sender lives to see the answer. */
async function afterBody(request: Request, { bodyBounds }: RouteRules, answer: Answer): Promise<Answer> {
  const unread = request.payload as Readable | null | undefined;
  if (unread) await readBody(unread, { ...bodyBounds, maxBytes: 0 });
  return answer;
}
