import type { MemoryStore } from '@rekey/memory';

/** Called before each statement, with what is told to it; what it waits for is up to the test. */
export type Pause = (statement: string, told: readonly unknown[]) => Promise<void>;

/**
 * A store that pauses before each statement, inside units too, so that a test decides what happens in between.
 * The memory store runs one unit at a time, as a database with the user's row held would.
 */
export function paced(store: MemoryStore, pause: Pause): MemoryStore {
  return {
    ...store,
    directory: slowed(store.directory, pause),
    tokens: slowed(store.tokens, pause),
    letters: slowed(store.letters, pause),
    units: {
      run: async (work) => {
        await pause('begin', []);
        return store.units.run((unit) =>
          work({
            users: slowed(unit.users, pause),
            tokens: slowed(unit.tokens, pause),
            sessions: slowed(unit.sessions, pause),
            reports: slowed(unit.reports, pause),
            letters: slowed(unit.letters, pause),
            audit: slowed(unit.audit, pause),
          }),
        );
      },
    },
  };
}

function slowed<Port extends object>(port: Port, pause: Pause): Port {
  return new Proxy(port, {
    get(target, name, receiver) {
      const member = Reflect.get(target, name, receiver);
      if (typeof member !== 'function') return member;
      return async (...args: unknown[]) => {
        await pause(String(name), args);
        return member.apply(target, args);
      };
    },
  });
}
