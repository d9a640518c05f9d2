import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { userRow } from './rows.ts';
import { HERE, NEW_PASSWORD, openWorld } from './world.ts';

const RUNS = { numRuns: 60 };
const NAMES = ['jane.doe', 'john.doe'] as const;
type Name = (typeof NAMES)[number];

interface Mailed {
  readonly name: Name;
  readonly token: string;
  readonly notMe: string;
}

const steps = fc.array(
  fc.oneof(
    fc.record({ kind: fc.constant('mail' as const), name: fc.constantFrom(...NAMES) }),
    fc.record({ kind: fc.constant('report' as const), which: fc.nat(), name: fc.constantFrom(...NAMES, 'nobody') }),
    fc.record({ kind: fc.constant('set' as const), which: fc.nat() }),
  ),
  { minLength: 3, maxLength: 14 },
);

/** Two people, the mails that they got, and what may be done with these. */
async function openStage() {
  const world = openWorld({ answers: 'private', rules: { limitPerUser: null } });
  for (const username of NAMES) await world.store.addUser(userRow({ username, email: `${username}@example.com` }));
  const mails: Mailed[] = [];
  const reported = new Set<string>();
  const pick = (which: number) => mails[which % Math.max(mails.length, 1)];
  const works = () =>
    Promise.all(mails.map(async ({ token }) => (await world.inspectToken({ token, address: HERE })).kind === 'good'));

  return {
    async mail({ name }: { name: Name }): Promise<void> {
      const before = world.tokens().length;
      await world.requestReset({ username: name, address: HERE });
      await world.deliver();
      const [token, notMe] = [world.tokens()[before], world.notMes().at(-1)];
      if (token !== undefined && notMe !== undefined) mails.push({ name, token, notMe });
    },
    async set({ which }: { which: number }): Promise<void> {
      const mail = pick(which);
      if (mail === undefined) return;
      const use = (token: string) => world.setPassword({ token, newPassword: NEW_PASSWORD, address: HERE });
      expect((await use(mail.notMe)).kind).toBe('bad-token');
      await use(mail.token);
    },
    /** The rule itself: what works afterwards is what worked before, less what a first report in the right name kills. */
    async report({ which, name }: { which: number; name: string }): Promise<void> {
      const mail = pick(which);
      if (mail === undefined) return;
      const kills = name === mail.name && !reported.has(mail.notMe);
      const before = await works();
      await world.reportNotMe({ secret: mail.notMe, username: name, address: HERE });
      if (kills) reported.add(mail.notMe);
      expect(await works()).toEqual(mails.map((each, at) => before[at] === true && !(kills && name === each.name)));
    },
  };
}

describe('after any history', () => {
  it('a not-me secret sets no password, after its report no earlier token works, and with another name it does nothing', () =>
    fc.assert(
      fc.asyncProperty(steps, async (history) => {
        const { mail, set, report } = await openStage();
        for (const step of history) {
          if (step.kind === 'mail') await mail(step);
          else if (step.kind === 'set') await set(step);
          else await report(step);
        }
      }),
      RUNS,
    ));
});
