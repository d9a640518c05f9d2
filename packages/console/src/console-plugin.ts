import { readFileSync } from 'node:fs';
import type { Plugin } from '@hapi/hapi';
import type { Locale } from '@rekey/domain/values';
import { createAddressOf, createIsFromProxy, HOST_INDEPENDENT } from '@rekey/hapi/requests';
import { type FoundBy, goesOnTo, type Logo, type PageRoute, servePages } from '@rekey/pages/kit';
import { auditPage } from './audit-page.ts';
import { behindSignIn, type DeskPage, type Operations, SIGN_IN, SIGN_OUT, USER } from './desk.ts';
import { createDoorkeeper } from './doorkeeper.ts';
import { lettersPage } from './letters-page.ts';
import { createSessions } from './sessions.ts';
import { createSignInLimit } from './sign-in-limit.ts';
import { signInPage } from './sign-in-page.ts';
import { type ConsoleTexts, consoleTextsIn } from './texts/index.ts';
import { userPage } from './user-page.ts';

export interface ConsoleOptions {
  readonly operations: Operations;
  /** Compares with the admin token, in the same time for every guess. */
  readonly isToken: (presented: string) => boolean;
  /** CIDRs of proxies whose headers are believed. */
  readonly trustedProxies: readonly string[];
  /** The header in which those name who has signed in there. Default: none is read. */
  readonly trustedUserHeader?: string | undefined;
  readonly serviceName: string;
  readonly logo?: Logo | undefined;
  readonly accent?: string | undefined;
  readonly language: Locale;
  /** What people are found by, and so what is asked for. */
  readonly foundBy: FoundBy;
  /** Default: those of the process. */
  readonly monotonicMs?: () => number;
  readonly now?: () => number;
}

/**
 * The addresses of the console as a browser writes them: whoever guards a server lets these pass, since they ask for
 * a sign-in of their own. No dot segment and no escape matches, so that none of them leads to another route.
 */
export const CONSOLE_PATHS = /^\/console(?:\/[a-z-]+|\/pages\/[\w-]+\.[a-z]+)?(?:\?|$)/;

const DEADLINES = { deadlineMs: 15_000, bodyDeadlineMs: 5_000 };

/** `/console`, for a help desk: server-rendered pages behind a sign-in. Adds routes and nothing else. */
export const consolePlugin: Plugin<ConsoleOptions> = {
  name: '@rekey/console',
  register(server, options) {
    const { operations, isToken, trustedProxies, trustedUserHeader, language, foundBy } = options;
    const { monotonicMs = () => performance.now(), now = Date.now } = options;
    const bounds = { ...DEADLINES, trustedProxies };
    const door = createDoorkeeper({
      sessions: createSessions(monotonicMs),
      isFromProxy: createIsFromProxy(trustedProxies),
      userHeader: trustedUserHeader?.toLowerCase(),
    });
    const signOut: DeskPage = {
      path: SIGN_OUT,
      show: ({ context }) => goesOnTo(context.href(USER)),
      take: async ({ context }) => {
        const location = context.href(SIGN_IN);
        return { status: 303, headers: { location, ...door.signOut(context.request) } };
      },
    };
    const limit = createSignInLimit(monotonicMs);
    const pages: PageRoute<ConsoleTexts>[] = [
      signInPage({ isToken, door, limit, addressOf: createAddressOf(server, bounds) }),
      ...[userPage(operations), lettersPage(operations, now), auditPage(operations), signOut].map((page) =>
        behindSignIn(page, door),
      ),
    ];
    const style = readFileSync(new URL('../assets/console.css', import.meta.url));
    const appearance = { ...options, support: undefined, home: USER, style };
    servePages(server, { ...DEADLINES, appearance, textsOf: consoleTextsIn(foundBy), language }, pages);
    server.route({
      method: 'GET',
      path: '/',
      handler: (_, h) =>
        h.response().code(303).header('location', `console/${USER}`).header('cache-control', 'no-store'),
      options: HOST_INDEPENDENT,
    });
  },
};
