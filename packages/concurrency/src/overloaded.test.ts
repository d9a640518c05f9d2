import { expect, it } from 'vitest';
import { Overloaded } from './overloaded.ts';

it('says in milliseconds when asking again can help: soon, where the bound does not know better', () => {
  expect(new Overloaded('full')).toMatchObject({ name: 'Overloaded', message: 'full', retryAfterMs: 2_000 });
  expect(new Overloaded('full', 5_000).retryAfterMs).toBe(5_000);
});
