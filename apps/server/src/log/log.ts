import { type Logger, pino, stdTimeFunctions } from 'pino';
import { faultFields } from './fault-fields.ts';
import { lineSink } from './line-sink.ts';

/** JSON lines on stdout. */
export interface Log {
  readonly logger: Logger;
  /** Writes what is still in memory, as far as somebody reads it; to be awaited before the process ends. */
  flush(): Promise<void>;
}

/** `part` says which process speaks: server and courier share one stdout. */
export function createLog(level: string, part: 'server' | 'courier'): Log {
  const sink = lineSink(process.stdout);
  const options = {
    level,
    base: { part, pid: process.pid },
    timestamp: stdTimeFunctions.isoTime,
    serializers: { err: faultFields },
  };
  return { logger: pino(options, sink), flush: sink.flush };
}
