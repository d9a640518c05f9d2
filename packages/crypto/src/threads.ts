import { Worker } from 'node:worker_threads';

/** Threads that all run one script. It answers each message, one after the other, with `{ answer }` or `{ fault }`. */
export interface Threads {
  /** Gives a job to a thread that has none, or to a new one: there are never more threads than jobs at one time. Throws what the script threw. */
  run<Answer>(job: unknown): Promise<Answer>;
}

type Reply = { readonly answer: unknown } | { readonly fault: unknown };

interface Caller {
  resolve(answer: unknown): void;
  reject(fault: unknown): void;
}

/**
 * No thread is started before the first job, and an idle one keeps no process alive. A thread that ends takes its job with it:
 * that throws, and the next job gets another thread.
 */
export function createThreads(script: URL): Threads {
  const idle: Thread[] = [];
  const nextThread = (): Thread => {
    const thread = idle.pop() ?? openThread(script);
    return thread.isAlive() ? thread : nextThread();
  };
  return {
    async run<Answer>(job: unknown) {
      const thread = nextThread();
      try {
        return (await thread.ask(job)) as Answer;
      } finally {
        idle.push(thread);
      }
    },
  };
}

interface Thread {
  ask(job: unknown): Promise<unknown>;
  isAlive(): boolean;
}

function openThread(script: URL): Thread {
  // What the operator has Node load first (`--import`) is meant for the program, not for each of its threads.
  const worker = new Worker(script, { execArgv: [] });
  let caller: Caller | undefined;
  let alive = true;

  const settle = (reply: Reply): void => {
    const waiting = caller;
    caller = undefined;
    worker.unref();
    if ('fault' in reply) waiting?.reject(reply.fault);
    else waiting?.resolve(reply.answer);
  };
  const end = (fault: unknown): void => {
    alive = false;
    settle({ fault });
  };
  worker.on('message', settle);
  worker.on('error', end);
  worker.on('exit', (code) => end(new Error(`a thread ended with ${code} in the middle of its work`)));

  return {
    isAlive: () => alive,
    ask: (job) =>
      new Promise((resolve, reject) => {
        caller = { resolve, reject };
        worker.ref();
        worker.postMessage(job);
      }),
  };
}
