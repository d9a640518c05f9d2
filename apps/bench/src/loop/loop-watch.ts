// Loaded into a server before anything else (--import): measures its event loop, and answers SIGUSR2 with a file.
import { renameSync, writeFileSync } from 'node:fs';
import { monitorEventLoopDelay } from 'node:perf_hooks';

const RESOLUTION_MS = 1;
const NS_PER_MS = 1e6;

const delay = monitorEventLoopDelay({ resolution: RESOLUTION_MS });
delay.enable();

process.on('SIGUSR2', () => {
  const file = process.env['BENCH_LOOP_FILE'] ?? '';
  // The histogram holds the time between two looks; what is more than the resolution is delay.
  const p99Ms = Math.max(0, delay.percentile(99) / NS_PER_MS - RESOLUTION_MS);
  writeFileSync(`${file}.new`, String(p99Ms));
  renameSync(`${file}.new`, file);
  setImmediate(() => delay.reset());
});
