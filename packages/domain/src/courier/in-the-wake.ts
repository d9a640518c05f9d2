export interface Wake {
  /** Leaves this one behind; with as many behind as may be, waits until the oldest has ended. It must not reject. */
  leave(work: Promise<void>): Promise<void>;
  /** Waits for everything that was left behind. */
  settled(): Promise<void>;
}

/** Lets work trail behind whoever goes on, but no more than `width` pieces of it. */
export function inTheWake(width: number): Wake {
  const behind: Promise<void>[] = [];
  return {
    async leave(work) {
      behind.push(work);
      if (behind.length > width) await behind.shift();
    },
    async settled() {
      await Promise.all(behind.splice(0));
    },
  };
}
