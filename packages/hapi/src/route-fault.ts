import type { Request } from '@hapi/hapi';

/** Something broke behind a 500 or a 503. For logs only: the caller is never shown it, and it never holds a token, a password or a query. */
export class RouteFault extends Error {
  override readonly name = 'RouteFault';
  /** The last part of the route's path, for example `set-password.json`. */
  readonly route: string;

  constructor(route: string, reason: string, options?: ErrorOptions) {
    super(`${route}: ${reason}`, options);
    this.route = route;
  }
}

export type OnFault = (fault: RouteFault, request: Request) => void;

/** Reports to the request's log, where Hapi's loggers listen, and to `onFault`. */
export function createReport(onFault: OnFault | undefined): OnFault {
  return (fault, request) => {
    request.log(['rekey', 'error'], fault);
    // A listener that fails, now or later, must cost neither the answer nor the process.
    Promise.resolve()
      .then(() => onFault?.(fault, request))
      .catch((cause: unknown) =>
        request.log(['rekey', 'error'], new RouteFault(fault.route, 'onFault failed', { cause })),
      );
  };
}
