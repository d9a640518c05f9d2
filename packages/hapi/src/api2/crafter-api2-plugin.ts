import type { Plugin } from '@hapi/hapi';
import { hapiRoutes } from '../hapi-routes.ts';
import { type CrafterApi2Options, checkApi2Options, MAX_BODY_BYTES } from '../rekey-options.ts';
import { createReport } from '../route-fault.ts';
import { createAddressOf } from '../visitor-address.ts';
import { forgotPassword2Route, setPassword2Route, validateToken2Route } from './recovery-routes.ts';

/**
 * The three anonymous calls of Crafter Studio's API 2, which its login page makes, on anybody's Hapi server.
 * Give it a `requestReset` with private answers: Studio tells nobody who has an account.
 */
export const crafterApi2Plugin: Plugin<CrafterApi2Options> = {
  name: '@rekey/hapi/crafter-api2',
  multiple: true,
  register(server, given) {
    const options = checkApi2Options(given);
    const { deadlineMs } = options;
    const bodyBounds = { maxBytes: MAX_BODY_BYTES, deadlineMs: options.bodyDeadlineMs };
    const deps = { ...options, addressOf: createAddressOf(server, options), bodyBounds };
    const rules = { deadlineMs, bodyBounds, report: createReport(options.onFault), corsOrigins: [] };
    const routes = [forgotPassword2Route(deps), setPassword2Route(deps), validateToken2Route(deps)];
    server.route(routes.flatMap((route) => hapiRoutes(route, rules)));
  },
};
