/** Rows of text as a table: the first row is the head, numbers stand to the right. */
export function renderTable(rows: readonly (readonly string[])[]): string {
  const [head = [], ...body] = rows;
  const widths = head.map((_, column) => Math.max(...rows.map((row) => row[column]?.length ?? 0)));
  const line = (row: readonly string[]) =>
    widths
      .map((width, column) => aligned(row[column] ?? '', width))
      .join('  ')
      .trimEnd();
  return [line(head), widths.map((width) => '-'.repeat(width)).join('  '), ...body.map(line)].join('\n');
}

function aligned(cell: string, width: number): string {
  return /^[\d\u2013]/.test(cell) ? cell.padStart(width) : cell.padEnd(width);
}
