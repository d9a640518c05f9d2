import { describe, expect, it } from 'vitest';
import { type Contract, promised } from './contract.ts';
import { contractRunner } from './contract-runner.ts';

type Check = () => Promise<void>;

/** What a contract of two promises registers with a runner of its own, and what it has closed. */
function register() {
  const groups: string[] = [];
  const tests = new Map<string, Check>();
  const closed: number[] = [];
  let opened = 0;
  const contract: Contract<number> = {
    name: 'Box',
    promises: [
      promised('keeps', async () => {}),
      {
        sentence: 'breaks with two open',
        async check(make) {
          throw new Error(`${await make()}, ${await make()}`);
        },
      },
    ],
  };
  contractRunner({
    describe(name, body) {
      groups.push(name);
      body();
    },
    it: (sentence, check) => tests.set(sentence, check),
  })(contract, () => {
    const subject = ++opened;
    return { subject, close: () => void closed.push(subject) };
  });
  return { groups, tests, closed, opened: () => opened };
}

describe('contractRunner', () => {
  it('registers a test for each promise, and opens nothing before it runs', () => {
    const { groups, tests, opened } = register();
    expect(groups).toEqual(['Box']);
    expect([...tests.keys()]).toEqual(['keeps', 'breaks with two open']);
    expect(opened()).toBe(0);
  });

  it('fails as the check fails, and closes what was opened, the last first', async () => {
    const { tests, closed } = register();
    await tests.get('keeps')?.();
    expect(closed).toEqual([1]);
    await expect(tests.get('breaks with two open')?.()).rejects.toThrow('2, 3');
    expect(closed).toEqual([1, 3, 2]);
  });
});
