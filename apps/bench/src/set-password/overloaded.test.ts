import { describe, expect, it } from 'vitest';
import type { Answer } from '../web/client.ts';
import { inFullHouse } from './overloaded.ts';

const answer = (status: number, askedAt: number, ms: number): Answer => ({ status, askedAt, ms });

describe('inFullHouse', () => {
  it('leaves out who came before the house was full, and who came after', () => {
    const answers = [
      answer(200, 0, 10),
      answer(503, 5, 1),
      answer(200, 7, 600),
      answer(200, 50, 650),
      answer(503, 60, 2),
      answer(200, 61, 30),
    ];
    expect(inFullHouse(answers)).toEqual({ admitted: [600, 650], refused: [1, 2] });
  });

  it('finds nobody where nobody was turned away', () => {
    expect(inFullHouse([answer(200, 0, 10)])).toEqual({ admitted: [], refused: [] });
  });
});
