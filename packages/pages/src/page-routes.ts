import type { Readable } from 'node:stream';
import type { Lifecycle, Request, ResponseObject, ResponseToolkit, RouteOptions, ServerRoute } from '@hapi/hapi';
import {
  type BodyBounds,
  HOST_INDEPENDENT,
  markAnswered,
  type OnFault,
  RETRY_AFTER_DEADLINE_MS,
  RouteFault,
  readBody,
  retryAfter,
  UNREAD,
  unlessAnswered,
} from '@rekey/hapi/requests';
import { faultPage } from './fault-page.ts';
import type { PageContext } from './page-context.ts';
import { PAGE_HEADERS } from './page-headers.ts';
import { type PageRoute, type Reply, shows } from './page-route.ts';
import type { PageTexts } from './page-texts.ts';
import { readForm } from './read-form.ts';

export interface PageRules<Texts extends PageTexts = PageTexts> {
  /** From receipt to answer; beyond it 503. */
  readonly deadlineMs: number;
  readonly bodyBounds: BodyBounds;
  readonly report: OnFault;
  readonly contextOf: (request: Request) => PageContext<Texts>;
}

const OTHER_VERBS = ['PUT', 'PATCH', 'DELETE', 'OPTIONS', '*'] as const;

/** What Hapi is told so that every verb on a page's path is answered with a page, whatever the host's defaults are. */
export function pageRoutes<Texts extends PageTexts>(route: PageRoute<Texts>, rules: PageRules<Texts>): ServerRoute[] {
  const { path } = route;
  const { contextOf, bodyBounds } = rules;
  const options = routeOptions(route, rules);
  const unread = { ...options, payload: UNREAD };
  const refuse = unlessAnswered(async (request, h) => {
    await readBody(request.payload as Readable, { ...bodyBounds, maxBytes: 0 });
    return send(
      h,
      contextOf(request),
      shows(faultPage(contextOf(request), 'refused'), 405, { allow: 'GET, HEAD, POST' }),
    );
  });
  const take = unlessAnswered(async (request, h) => send(h, contextOf(request), await replyTo(route, rules, request)));
  const show = unlessAnswered(async (request, h) => send(h, contextOf(request), await route.show(contextOf(request))));
  return [
    { method: 'GET', path, options, handler: show },
    { method: 'POST', path, options: unread, handler: take },
    ...OTHER_VERBS.map((method) => ({ method, path, options: unread, handler: refuse })),
  ];
}

async function replyTo<Texts extends PageTexts>(
  route: PageRoute<Texts>,
  { contextOf, bodyBounds }: PageRules<Texts>,
  request: Request,
): Promise<Reply> {
  const context = contextOf(request);
  const form = await readForm(request, bodyBounds);
  if (form === null) return shows(faultPage(context, 'refused'), 400);
  if (comesFromElsewhere(request)) return shows(faultPage(context, 'refused'), 403);
  return route.take(context, form);
}

/**
 * A form that another site sent through a visitor's browser. It could do nothing that the other site can't do by itself: there is
 * no cookie to ride on, and the code is in the form. But each visitor brings an address of their own, and with it a fresh limit.
 * (`Origin` can't tell: with `no-referrer` it is `null` for our own forms, too.)
 */
const comesFromElsewhere = ({ raw }: Request): boolean => raw.req.headers['sec-fetch-site'] === 'cross-site';

function routeOptions(
  { path, graceMs = 0 }: Pick<PageRoute, 'path' | 'graceMs'>,
  { deadlineMs, report, contextOf }: PageRules,
): RouteOptions {
  const onPreResponse: Lifecycle.Method = (request, h) => {
    markAnswered(request);
    const { response } = request;
    if (!('isBoom' in response)) return h.continue;
    const { statusCode } = response.output;
    if (statusCode >= 500) report(new RouteFault(path.slice(1), 'failed', { cause: response }), request);
    const context = contextOf(request);
    if (statusCode < 500) return send(h, context, shows(faultPage(context, 'refused'), statusCode));
    return send(
      h,
      context,
      shows(faultPage(context, 'broken'), statusCode, statusCode === 503 ? retryAfter(RETRY_AFTER_DEADLINE_MS) : {}),
    );
  };
  return {
    ...HOST_INDEPENDENT,
    timeout: { server: deadlineMs + graceMs },
    ext: { onPreResponse: { method: onPreResponse } },
  };
}

function send(h: ResponseToolkit, { translator }: PageContext, { status, page, headers = {} }: Reply): ResponseObject {
  const response = h.response(page?.markup).code(status).type('text/html; charset=utf-8');
  const all = { ...PAGE_HEADERS, 'content-language': translator.locale, ...headers };
  for (const [name, value] of Object.entries(all)) response.header(name, value);
  return response;
}
