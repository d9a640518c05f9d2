import type { Request, Server } from '@hapi/hapi';
import { isProbe } from '@rekey/admin';
import type { Logger } from 'pino';
import { faultLine } from '../log/fault-fields.ts';
import { masked } from '../log/masked.ts';

// A path is a stranger's text of up to 16 KB; what is longer than any of ours tells nothing.
const LONGEST_PATH = 200;

/**
 * One line a request: method, path without its query (which holds names and tokens), status and time. No header, no body.
 * What platforms ask every few seconds is told at debug.
 * The path is masked: a client that writes the `#` of a link as `%23` puts the token into it.
 */
export function logRequests({ events }: Server, logger: Logger): void {
  events.on('response', (request) => {
    const level = isProbe(request) ? 'debug' : 'info';
    if (!logger.isLevelEnabled(level)) return;
    const { info, raw } = request;
    const responseTime = info.completed - info.received;
    logger[level]({ ...whatWasAsked(request), res: { statusCode: raw.res.statusCode }, responseTime }, 'request');
  });
  // Not what Hapi tells itself: it calls every request that Node's parser refuses an error, and anyone who knows the port could write
  // as many as they like.
  events.on({ name: 'request', channels: ['app', 'error'] }, (request, { error, tags }) => {
    // A fault may name a user, and some users are called by their e-mail address.
    if (error !== undefined) logger.error({ ...whatWasAsked(request), tags, err: error }, faultLine(error));
  });
  events.on({ name: 'log', channels: 'app' }, ({ data, tags }) => logger.warn({ tags }, String(data)));
}

function whatWasAsked({ info, method, path }: Request) {
  // Some requests are refused before Hapi can read a path from them.
  return { requestId: info.id, method, path: masked(readable(path ?? '')).slice(0, LONGEST_PATH) };
}

const ESCAPE = /%([0-9A-Fa-f]{2})/g;
// An escaped escape hides something; more layers than these are not unwrapped.
const LAYERS = 3;

/** Without percent signs, behind which an address or a token could hide. What is no UTF-8 becomes U+FFFD: a log is for reading. */
function readable(path: string): string {
  let text = path;
  for (let layer = 0; layer < LAYERS && text.includes('%'); layer += 1) {
    const bytes = Buffer.from(text).toString('latin1');
    text = Buffer.from(
      bytes.replace(ESCAPE, (_, hex: string) => String.fromCharCode(Number.parseInt(hex, 16))),
      'latin1',
    ).toString();
  }
  return text;
}
