import type { ServerResponse } from 'node:http';
import type { Request, Server } from '@hapi/hapi';
import HapiPino from 'hapi-pino';
import type { Logger } from 'pino';
import { faultFields, faultLine } from '../log/fault-fields.ts';
import { masked } from '../log/masked.ts';

// A path is a stranger's text of up to 16 KB; what is longer than any of ours tells nothing.
const LONGEST_PATH = 200;

/**
 * One line a request: method, path without its query (which holds names and tokens), status and time. No header, no body.
 * The path is masked: a client that writes the `#` of a link as `%23` puts the token into it.
 */
export async function logRequests(server: Server, logger: Logger): Promise<void> {
  await server.register({
    plugin: HapiPino,
    options: {
      instance: logger,
      wrapSerializers: false,
      serializers: { err: faultFields, res: ({ statusCode }: ServerResponse) => ({ statusCode }) },
      logEvents: ['response', 'request-error'],
      // Hapi calls every request that Node's parser refuses an error: whoever knows the port could write as many as they like.
      // (Its types ask for an array; its code and its page for this.)
      ignoredEventTags: { log: ['client'] } as unknown as object[],
      logRequestComplete: () => logger.isLevelEnabled('info'),
      // A fault may name a user, and some users are called by their e-mail address.
      customRequestErrorMessage: (_request, fault) => faultLine(fault),
      customRequestCompleteMessage: () => 'request',
      mergeHapiLogData: true,
      getChildBindings,
    },
  });
}

function getChildBindings({ info, method, path }: Request) {
  // Some requests are refused before Hapi can read a path from them.
  return { requestId: info.id, method, path: masked(readable(path ?? '')).slice(0, LONGEST_PATH) };
}

/** Without percent signs, behind which an address could hide. */
function readable(path: string): string {
  try {
    return decodeURIComponent(path);
  } catch {
    return path;
  }
}
