import type { AddCommand } from './add-command.ts';

interface Options {
  readonly withoutCourier?: boolean;
  readonly demo?: boolean;
}

export const serveCommand: AddCommand = (parent, shell, run) => {
  parent
    .command('serve')
    .description('migrate, listen, and keep a courier at work')
    .option('--without-courier', 'leave the mail to `rekey courier` processes')
    .option('--demo', 'demo users, a built-in inbox, nothing to set up; on this machine only')
    .action(
      run<Options>(async ({ demo = false, withoutCourier = false }) => {
        // Loaded when wanted: a command that asks the database a question should not wait for a web server.
        const { serveUntilStopped } = await import('../processes/serve-until-stopped.ts');
        return serveUntilStopped(shell, { demo, withoutCourier });
      }),
    );
};
