import type { ChildProcess } from 'node:child_process';
import type { ProcessMetrics, Snapshot } from '@rekey/admin/metrics';
import type { LetterEvent } from '@rekey/domain';

const ASK = 'figures';

interface Told {
  readonly figures: Snapshot;
}

const isTold = (message: unknown): message is Told =>
  typeof message === 'object' && message !== null && 'figures' in message;

/** A courier that is busy says nothing in time; the next scrape has its figures again. */
const WITHIN_MS = 1_000;

/** Asks a courier of ours for its figures; none where there is no courier or no answer. */
export function askForFigures(courier: ChildProcess | null): Promise<readonly Snapshot[]> {
  return new Promise((resolve) => {
    if (courier === null || !courier.connected) return resolve([]);
    const settle = (snapshots: readonly Snapshot[]) => {
      clearTimeout(timer);
      courier.off('message', hear);
      resolve(snapshots);
    };
    const hear = (message: unknown) => {
      if (isTold(message)) settle([message.figures]);
    };
    const timer = setTimeout(() => settle([]), WITHIN_MS);
    courier.on('message', hear);
    courier.send(ASK, (error) => {
      if (error !== null) settle([]);
    });
  });
}

/** In the courier: counts from the first question on, and loads nothing for it before. */
export function tellWhenAsked(version: string): (event: LetterEvent) => void {
  if (process.send === undefined) return () => {};
  let count: (event: LetterEvent) => void = () => {};
  let loading: Promise<ProcessMetrics> | null = null;
  const load = async () => {
    const { countLetters, createMetrics } = await import('@rekey/admin/metrics');
    const metrics = createMetrics('courier', version);
    count = countLetters(metrics, Date.now);
    return metrics;
  };
  const answer = async () => {
    loading ??= load();
    const figures = await (await loading).snapshot();
    if (process.connected) process.send?.({ figures } satisfies Told);
  };
  process.on('message', (message) => {
    if (message === ASK) void answer();
  });
  return (event) => count(event);
}
