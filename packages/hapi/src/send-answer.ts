import type { ResponseObject, ResponseToolkit } from '@hapi/hapi';
import type { Answer } from './answer.ts';

/** Turns an answer into Hapi's response. Text, not an object: a host's JSON settings (spaces, suffix) must not change the body. */
export function sendAnswer(h: ResponseToolkit, { status, body, headers = {} }: Answer): ResponseObject {
  const response = h
    .response(JSON.stringify(body))
    .code(status)
    .type('application/json; charset=utf-8')
    .header('cache-control', 'no-store')
    .header('x-content-type-options', 'nosniff');
  for (const [name, value] of Object.entries(headers)) response.header(name, value);
  return response;
}
