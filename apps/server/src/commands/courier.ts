import { whenNpmIsGone } from '../processes/starter-watch.ts';
import { stopSignal, stopSignalOfChild } from '../processes/stop-signal.ts';
import type { Environment } from '../settings/environment.ts';
import type { AddCommand } from './add-command.ts';

export const courierCommand: AddCommand = (parent, { environment }, run) => {
  parent
    .command('courier')
    .description('deliver letters; any number of these may run')
    .action(
      run(async () => {
        // Before anything is loaded: a parent that dies meanwhile must not leave us behind.
        const stop = courierStop(environment);
        const { runCourier } = await import('../processes/run-courier.ts');
        return runCourier(environment, stop);
      }),
    );
};

/** `process.send` is there exactly if `rekey serve` started this process. */
function courierStop(environment: Environment): AbortSignal {
  if (process.send === undefined) {
    const { signal, ask } = stopSignal(process, () => process.exit(1));
    whenNpmIsGone(environment, ask);
    return signal;
  }
  return process.connected ? stopSignalOfChild(process) : AbortSignal.abort();
}
