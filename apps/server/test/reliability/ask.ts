import { Agent, get, type IncomingMessage } from 'node:http';

/** How a request ended: with a whole answer, with no connection at all, or without a whole answer. */
export type Answered =
  | { readonly kind: 'complete'; readonly status: number; readonly body: string }
  | { readonly kind: 'refused' }
  | { readonly kind: 'cut'; readonly why: string };

const USER = '/api/1/services/api/1/user';
const LONGEST_MS = 20_000;

/** Asks for a link; `agent` says whether the connection is kept for the next request. */
export function ask(origin: string, name: string, agent?: Agent): Promise<Answered> {
  return fetchWhole(`${origin}${USER}/forgot-password.json?username=${name}`, agent);
}

export function validate(origin: string, token: string): Promise<Answered> {
  return fetchWhole(`${origin}${USER}/validate-token.json?token=${token}`);
}

/** An agent that keeps one connection, as a browser or a proxy does. */
export function keepsItsConnection(): Agent {
  return new Agent({ keepAlive: true, maxSockets: 1 });
}

function fetchWhole(url: string, agent?: Agent): Promise<Answered> {
  return new Promise((resolve) => {
    const failed = (fault: NodeJS.ErrnoException) =>
      resolve(fault.code === 'ECONNREFUSED' ? { kind: 'refused' } : { kind: 'cut', why: fault.code ?? fault.message });
    const request = get(url, { agent: agent ?? false, signal: AbortSignal.timeout(LONGEST_MS) }, (response) => {
      readWhole(response).then(resolve, failed);
    });
    request.on('error', failed);
  });
}

async function readWhole(response: IncomingMessage): Promise<Answered> {
  let body = '';
  for await (const text of response.setEncoding('utf8')) body += text;
  return { kind: 'complete', status: response.statusCode ?? 0, body };
}
