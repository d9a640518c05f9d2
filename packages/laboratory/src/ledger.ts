import { type FileHandle, open, readFile } from 'node:fs/promises';

/** A list on disk that outlives its writer: what stands in it did happen. */
export interface Ledger {
  /** Resolves when the entry (one line of text) is durable; entries that come at the same time share an fsync. */
  write(entry: string): Promise<void>;
  /** Every entry, read from the disk. */
  read(): Promise<readonly string[]>;
  close(): Promise<void>;
}

/** Begins an empty ledger. */
export async function openLedger(path: string): Promise<Ledger> {
  const file = await open(path, 'ax');
  let waiting: string[] = [];
  let last: Promise<void> = Promise.resolve();
  let next: Promise<void> | null = null;

  const writeDown = async (): Promise<void> => {
    const entries = waiting;
    waiting = [];
    next = null;
    await append(file, entries);
  };
  return {
    write(entry) {
      waiting.push(entry);
      // One trip to the disk at a time; whatever comes meanwhile goes with the next.
      next ??= last = last.then(writeDown);
      return next;
    },
    read: async () => (await readFile(path, 'utf8')).split('\n').slice(0, -1),
    async close() {
      await last;
      await file.close();
    },
  };
}

async function append(file: FileHandle, entries: readonly string[]): Promise<void> {
  await file.appendFile(entries.map((entry) => `${entry}\n`).join(''));
  await file.datasync();
}
