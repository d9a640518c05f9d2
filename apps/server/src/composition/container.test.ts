import { describe, expect, it } from 'vitest';
import { createComposition, token } from './container.ts';

const NUMBER = token<number>('number');
const LIST = token<number[]>('list');

describe('createComposition', () => {
  it('makes a part once, from other parts, when it is first wanted', () => {
    let makes = 0;
    const composition = createComposition()
      .provide(LIST, (get) => {
        makes += 1;
        return [get(NUMBER)];
      })
      .provide(NUMBER, () => 7);
    expect(makes).toBe(0);
    expect(composition.get(LIST)).toEqual([7]);
    expect(composition.get(LIST)).toBe(composition.get(LIST));
    expect(makes).toBe(1);
  });

  it('keeps compositions apart', () => {
    const one = createComposition().provide(NUMBER, () => 1);
    const two = createComposition().provide(NUMBER, () => 2);
    expect([one.get(NUMBER), two.get(NUMBER)]).toEqual([1, 2]);
  });

  it('closes what was made, the last first, once, and nothing else', async () => {
    const closed: string[] = [];
    const composition = createComposition()
      .provide(
        NUMBER,
        () => 1,
        () => void closed.push('number'),
      )
      .provide(
        LIST,
        (get) => [get(NUMBER)],
        () => void closed.push('list'),
      )
      .provide(
        token<string>('never wanted'),
        () => '',
        () => void closed.push('never wanted'),
      );
    composition.get(LIST);
    await composition.close();
    await composition.close();
    expect(closed).toEqual(['list', 'number']);
  });
});
