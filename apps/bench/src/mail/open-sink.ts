import { fork } from 'node:child_process';
import { once } from 'node:events';
import { setTimeout as pause } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';

/** A relay in a process of its own, so that taking mails costs nobody who is measured. */
export interface Sink {
  readonly pid: number;
  readonly port: number;
  /** Waits until so many mails have come since the last time and answers when each came, in milliseconds; then forgets them. */
  take(mails: number): Promise<readonly number[]>;
  close(): void;
}

const LOOK_EVERY_MS = 100;
const PATIENCE_MS = 120_000;

/** `delayMs`: how long it takes over each mail. */
export async function openSink(delayMs = 0): Promise<Sink> {
  const child = fork(fileURLToPath(new URL('sink.js', import.meta.url)), [String(delayMs)], { execArgv: [] });
  const [port] = await once(child, 'message');
  const report = async (): Promise<readonly number[]> => {
    child.send('report');
    const [arrivals] = await once(child, 'message');
    return arrivals;
  };
  return {
    pid: child.pid ?? 0,
    port,
    async take(mails) {
      const arrivals = [...(await report())];
      const until = performance.now() + PATIENCE_MS;
      while (arrivals.length < mails) {
        if (performance.now() > until) throw new Error(`${arrivals.length} of ${mails} mails came in two minutes`);
        await pause(LOOK_EVERY_MS);
        arrivals.push(...(await report()));
      }
      return arrivals;
    },
    close: () => child.disconnect(),
  };
}
