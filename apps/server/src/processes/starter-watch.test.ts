import { eventually } from '@rekey/laboratory';
import { expect, it } from 'vitest';
import { whenNpmIsGone } from './starter-watch.ts';

it('calls back once when the one that started npm’s command is gone', async () => {
  let [who, calls] = ['npm', 0];
  whenNpmIsGone(
    { npm_command: 'exec' },
    () => (calls += 1),
    () => who,
  );
  who = 'init';
  await eventually('the call', () => calls > 0);
  who = 'somebody else';
  await new Promise((resolve) => setTimeout(resolve, 1_200));
  expect(calls).toBe(1);
});

it('watches nobody where npm has not started it: a shell may end after what it put into the background', async () => {
  let looks = 0;
  whenNpmIsGone(
    {},
    () => expect.unreachable(),
    () => String(++looks),
  );
  await new Promise((resolve) => setTimeout(resolve, 700));
  expect(looks).toBe(0);
});
