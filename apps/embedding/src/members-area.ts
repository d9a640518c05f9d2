import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import { passwordHasher } from '@rekey/crypto';
import type { LetterEvent } from '@rekey/domain';
import type { Mailer } from '@rekey/domain/ports';
import type { Instant } from '@rekey/domain/values';
import { createMemoryStore, memoryAddressLimiter } from '@rekey/memory';
import { type Pace, runCourierLoop } from './courier-loop.ts';
import { createHttpServer } from './http/http-server.ts';
import { createRoutes } from './http/routes.ts';
import { createJoin, type Join } from './members/join.ts';
import { memberDirectory } from './members/member-directory.ts';
import { createMemberList } from './members/member-list.ts';
import { memberUnits } from './members/member-units.ts';
import { createSignIn } from './members/sign-in.ts';
import { createRecovery } from './recovery.ts';

export interface MembersAreaOptions {
  readonly publicUrl: string;
  readonly mailer: Mailer;
  readonly pace?: Pace;
  /** Hears what became of each letter. Must not throw. */
  readonly tell?: (event: LetterEvent) => void;
  /** Hears of what broke. Must not throw. */
  readonly report: (fault: unknown) => void;
}

export interface MembersArea {
  readonly join: Join;
  /** Opens the doors on the loopback, and answers where. */
  listen(port: number): Promise<string>;
  /** Answers requests under way, finishes the mails under way, and ends. */
  close(): Promise<void>;
}

const PACE: Pace = { idleMs: 500, brokenMs: 5_000 };

/** Puts the program together: its own members, Rekey's use cases, a server, a courier. Nothing runs before `listen`. */
export async function createMembersArea(options: MembersAreaOptions): Promise<MembersArea> {
  const { publicUrl, mailer, pace = PACE, tell = () => {}, report } = options;
  const now = () => Date.now() as Instant;
  const stop = new AbortController();
  const hasher = passwordHasher();
  const limiter = memoryAddressLimiter({ requests: 100, windowMs: 60_000 });

  const { tokens, letters, units } = createMemoryStore({ now });
  const members = createMemberList(units);
  const recovery = await createRecovery({
    directory: memberDirectory(members),
    units: memberUnits(members, now),
    tokens,
    letters,
    hasher,
    limiter,
    mailer,
    publicUrl,
    tell,
    stopping: () => stop.signal.aborted,
  });
  const signIn = await createSignIn({ members, hasher, limiter });
  const server = createHttpServer(createRoutes(signIn, recovery), report);
  let courier: Promise<void> = Promise.resolve();

  return {
    join: createJoin(members, hasher),
    async listen(port) {
      await once(server.listen(port, '127.0.0.1'), 'listening');
      courier = runCourierLoop(recovery.courier, pace, report, stop.signal);
      return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
    },
    async close() {
      stop.abort();
      const closed = new Promise((resolve) => server.close(resolve));
      await Promise.all([closed, courier]);
    },
  };
}
