import { expect, it } from 'vitest';
import { renderTable } from './render-table.ts';

it('sets words to the left and numbers to the right', () => {
  const rows = [
    ['database', 'req/s', 'of limit'],
    ['SQLite', '900', '7 %'],
    ['PostgreSQL', '12000', '\u2013'],
  ];
  expect(renderTable(rows).split('\n')).toEqual([
    'database    req/s  of limit',
    '----------  -----  --------',
    'SQLite        900       7 %',
    'PostgreSQL  12000         \u2013',
  ]);
});
