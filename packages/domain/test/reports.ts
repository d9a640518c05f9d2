import { janesWorld } from './jane.ts';
import { HERE } from './world.ts';

/** Jane's world with private answers, and what somebody does there who holds a mail of hers. */
export function janesReports() {
  const jane = janesWorld({ answers: 'private' });
  const { world, ask } = jane;
  return {
    ...jane,
    report: (secret: string, username = 'jane.doe') => world().reportNotMe({ secret, username, address: HERE }),
    trail: async () =>
      (await world().store.readAudit()).map(({ event }) => event).filter(({ kind }) => kind === 'not-me'),
    /** A mail with a link, delivered; answers its two secrets. */
    async mailed(username = 'jane.doe'): Promise<{ token: string; notMe: string }> {
      await ask(username);
      await world().deliver();
      return { token: last(world().tokens()), notMe: last(world().notMes()) };
    },
  };
}

export function last<Each>(all: readonly Each[]): Each {
  const each = all.at(-1);
  if (each === undefined) throw new Error('nothing arrived');
  return each;
}
