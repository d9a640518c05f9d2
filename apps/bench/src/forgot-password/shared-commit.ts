/** Lets what arrives during one insert share the next: without it, a limit would be one commit a request. */
export function shareCommits<Row>(insert: (rows: readonly Row[]) => Promise<void>): (row: Row) => Promise<void> {
  const waiting: { readonly row: Row; done(): void; fail(fault: unknown): void }[] = [];
  let underWay = false;

  const work = async (): Promise<void> => {
    while (waiting.length > 0) {
      const batch = waiting.splice(0, 400);
      try {
        await insert(batch.map(({ row }) => row));
        for (const { done } of batch) done();
      } catch (fault) {
        for (const { fail } of batch) fail(fault);
      }
    }
    underWay = false;
  };

  return (row) =>
    new Promise((done, fail) => {
      waiting.push({ row, done, fail });
      if (underWay) return;
      underWay = true;
      setImmediate(work);
    });
}
