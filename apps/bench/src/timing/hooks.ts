// Loaded into `rekey` before anything else (--import). In the server it delays the answers to one class: the positive control.
// In the courier it shortens the pause between two looks, so that each probe meets the courier at work and not one in fifteen.
import { Server } from 'node:http';
import { LATE } from './classes.ts';

const lateMs = Number(process.env['BENCH_LATE_US'] ?? 0) / 1_000;
/** A delay that begins after the answer: what the control of the probes must find. */
const lateAfterMs = Number(process.env['BENCH_LATE_AFTER_US'] ?? 0) / 1_000;
const courierPauseMs = Number(process.env['BENCH_COURIER_PAUSE_MS'] ?? 0);

const LATE_AFTER = { shortest: 5, longest: 25 };
const COURIER_PAUSE = { shortest: 300, longest: 700 };

function keepBusy(ms: number): void {
  const until = performance.now() + ms;
  while (performance.now() < until);
}

if (process.argv.includes('courier')) {
  if (courierPauseMs > 0) {
    const wait = globalThis.setTimeout;
    const hurried = (work: () => void, ms = 0, ...args: []) =>
      wait(work, ms >= COURIER_PAUSE.shortest && ms <= COURIER_PAUSE.longest ? courierPauseMs : ms, ...args);
    globalThis.setTimeout = Object.assign(hurried, wait) as typeof globalThis.setTimeout;
  }
} else {
  const emit = Server.prototype.emit;
  Server.prototype.emit = function emitLate(this: Server, event: string | symbol, ...args: unknown[]): boolean {
    if (event === 'request' && (args[0] as { readonly url: string }).url.includes(LATE)) {
      keepBusy(lateMs);
      if (lateAfterMs > 0) {
        const { shortest, longest } = LATE_AFTER;
        setTimeout(keepBusy, shortest + Math.random() * (longest - shortest), lateAfterMs);
      }
    }
    return Reflect.apply(emit, this, [event, ...args]);
  };
}
