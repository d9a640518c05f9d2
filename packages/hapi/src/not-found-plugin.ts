import type { Lifecycle, Plugin } from '@hapi/hapi';
import { NOT_FOUND, sendAnswer } from './answer.ts';
import { answerToFrameworkError } from './framework-error.ts';

/**
 * For a server that is Rekey's own: every path that no route has is 404 in the contract's shape, a path that cannot even be read included.
 * Apart from `rekeyPlugin`, because a host has a 404 page of its own.
 */
export const notFoundPlugin: Plugin<undefined> = {
  name: '@rekey/hapi/not-found',
  register(server) {
    server.ext('onPreResponse', answerUnknownPath);
  },
};

const answerUnknownPath: Lifecycle.Method = (request, h) => {
  const { response, route } = request;
  // Hapi runs what it could not route under special routes of its own; everything else is some plugin's path.
  if (route.method !== ('_special' as string) || !('isBoom' in response)) return h.continue;
  const { statusCode } = response.output;
  return sendAnswer(h, statusCode < 500 ? NOT_FOUND : answerToFrameworkError(statusCode));
};
