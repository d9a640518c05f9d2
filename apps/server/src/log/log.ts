import { destination, type Logger, pino, stdTimeFunctions } from 'pino';
import { faultFields } from './fault-fields.ts';

/** JSON lines on stdout. */
export interface Log {
  readonly logger: Logger;
  /** Writes what is still in memory; to be called before the process ends. */
  flush(): void;
}

/** `part` says which process speaks: server and courier share one stdout. */
export function createLog(level: string, part: 'server' | 'courier'): Log {
  // Not synchronous: a terminal or a pipe that stops reading must not stop the service.
  const stream = destination({ fd: 1, sync: false });
  const options = {
    level,
    base: { part, pid: process.pid },
    timestamp: stdTimeFunctions.isoTime,
    serializers: { err: faultFields },
  };
  return { logger: pino(options, stream), flush: () => flushQuietly(stream) };
}

/** A stream that never became ready, or whose reader is gone, has nowhere to flush to. */
function flushQuietly(stream: ReturnType<typeof destination>): void {
  try {
    stream.flushSync();
  } catch {
    // Nobody is left to be told.
  }
}
