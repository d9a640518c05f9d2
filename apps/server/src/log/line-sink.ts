import { within } from '../processes/waiting.ts';

/** The part of a writable stream that lines go to. */
interface Output {
  readonly writableLength?: number;
  write(text: string, written?: () => void): boolean;
}

/** Takes lines and never makes their writer wait. */
export interface LineSink {
  write(line: string): void;
  /** Waits until what was written is out, or for half a second: a reader that has stopped reading must not keep a process alive. */
  flush(): Promise<void>;
}

// Nobody reads: from here on memory is worth more than lines.
const MOST_WAITING_BYTES = 4 * 1024 * 1024;
const FLUSH_MS = 500;

// JSON lets them stand as they are. A terminal takes U+009B for the start of a command, and some readers take NEL, U+2028 and U+2029 for a line's end.
const UNRULY = /[\u007f-\u009f\u2028\u2029]/g;

/** In valid JSON such a character can stand only inside a string, where its escape means the same. */
function tamed(line: string): string {
  return line.replace(UNRULY, (character) => `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`);
}

/**
 * Lines of one turn of the event loop leave together. The stream of the process and not its file descriptor:
 * a write to the descriptor of a full pipe blocks a thread, and a process cannot end before its threads do.
 */
export function lineSink(output: Output): LineSink {
  let lines: string[] = [];

  const send = (): void => {
    if (lines.length === 0) return;
    const text = lines.join('');
    lines = [];
    output.write(text);
  };
  return {
    write(line) {
      if ((output.writableLength ?? 0) > MOST_WAITING_BYTES) return;
      lines.push(tamed(line));
      if (lines.length === 1) setImmediate(send);
    },
    async flush() {
      send();
      await within(FLUSH_MS, new Promise<void>((resolve) => output.write('', () => resolve())), undefined);
    },
  };
}
