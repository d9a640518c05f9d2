import { server as createServer } from '@hapi/hapi';
import { FORGOT_PASSWORD } from './path.ts';
import { shareCommits } from './shared-commit.ts';

export interface Asked {
  readonly username: string;
  readonly address: string;
}

/** The leanest server that could do the same durable work: no validation, no limiter, no log, no policy. */
export async function serveBare(port: number, insert: (rows: readonly Asked[]) => Promise<void>): Promise<void> {
  const post = shareCommits(insert);
  const server = createServer({ host: '127.0.0.1', port });
  server.route({
    method: 'GET',
    path: FORGOT_PASSWORD,
    handler: async ({ query: { username }, info }) => {
      await post({ username: String(username), address: info.remoteAddress });
      return { message: 'OK' };
    },
  });
  await server.start();
}
