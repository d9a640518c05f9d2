import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { ClientAddress } from '@rekey/domain/values';
import { type Answer, thrownAnswer } from './answer.ts';
import { readForm } from './form.ts';
import type { Route } from './routes.ts';

// A client that dribbles its request byte by byte holds a connection no longer than this.
const BOUNDS = { headersTimeout: 5_000, requestTimeout: 10_000 };

const NO_FORM: Answer = { status: 400, say: 'Send a small JSON object, as application/json.' };
const NOT_HERE: Answer = { status: 404, say: 'There is nothing here.' };

export function createHttpServer(routes: ReadonlyMap<string, Route>, report: (fault: unknown) => void): Server {
  return createServer(BOUNDS, (request, response) => {
    answerTo(routes, request)
      .catch((fault) => {
        const answer = thrownAnswer(fault);
        if (answer.status === 500) report(fault);
        return answer;
      })
      .then((answer) => send(response, answer));
  });
}

async function answerTo(routes: ReadonlyMap<string, Route>, request: IncomingMessage): Promise<Answer> {
  const route = routes.get(`${request.method} ${request.url}`);
  if (route === undefined) return NOT_HERE;
  const form = await readForm(request);
  if (form === null) return NO_FORM;
  // The address of the connection: behind a proxy, ask the proxy's header only if you know the proxy.
  return route(form, (request.socket.remoteAddress ?? '') as ClientAddress);
}

function send(response: ServerResponse, { status, retryAfterMs, ...body }: Answer): void {
  if (retryAfterMs !== undefined) response.setHeader('Retry-After', Math.ceil(retryAfterMs / 1_000));
  // After a bad request the rest of it may still be on its way.
  if (status === 400 || status === 404) response.setHeader('Connection', 'close');
  response.writeHead(status, { 'Content-Type': 'application/json; charset=utf-8', 'Cache-Control': 'no-store' });
  response.end(JSON.stringify(body));
}
