import type { Plugin } from '@hapi/hapi';
import { createIsOperator } from './bearer.ts';
import { forgotPasswordRoute } from './forgot-password.ts';
import { getUserRoute } from './get-user.ts';
import { hapiRoutes } from './hapi-routes.ts';
import { checkOptions, MAX_BODY_BYTES, type RekeyOptions } from './rekey-options.ts';
import { createLocationOf } from './route.ts';
import { createReport } from './route-fault.ts';
import { setPasswordRoute } from './set-password.ts';
import { validateTokenRoute } from './validate-token.ts';
import { createAddressOf } from './visitor-address.ts';

/**
 * The four routes of API 1 on anybody's Hapi server, under anybody's prefix.
 * Adds routes and nothing else: no server-wide extension, no decoration, so the host's own routes stay as they are.
 */
export const rekeyPlugin: Plugin<RekeyOptions> = {
  name: '@rekey/hapi',
  multiple: true,
  register(server, given) {
    const options = checkOptions(given);
    const addressOf = createAddressOf(server, options);
    const locationOf = createLocationOf(options.publicUrl);
    const bodyBounds = { maxBytes: MAX_BODY_BYTES, deadlineMs: options.bodyDeadlineMs };
    const anonymous = [
      forgotPasswordRoute({ ...options, addressOf, locationOf }),
      setPasswordRoute({ ...options, addressOf, locationOf, bodyBounds }),
      validateTokenRoute({ ...options, addressOf }),
    ];
    const operator = getUserRoute({ ...options, isOperator: createIsOperator(options.operatorToken), locationOf });
    const { deadlineMs, corsOrigins = [] } = options;
    const rules = { deadlineMs, bodyBounds, report: createReport(options.onFault), corsOrigins };
    server.route(anonymous.flatMap((route) => hapiRoutes(route, rules)));
    server.route(hapiRoutes(operator, { ...rules, corsOrigins: [] }));
  },
};
