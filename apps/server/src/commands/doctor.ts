import type { AddCommand } from './add-command.ts';

export const doctorCommand: AddCommand = (parent, { environment, print }, run) => {
  parent
    .command('doctor')
    .description('check settings, database, migrations and relay, and say how to mend what is wrong')
    .action(
      run(async () => {
        const { examine } = await import('../doctor/examine.ts');
        let healthy = true;
        for await (const { ok, subject, finding } of examine(environment)) {
          healthy &&= ok;
          print(`${ok ? 'ok   ' : 'WRONG'}  ${subject}: ${finding}`);
        }
        return healthy ? 0 : 1;
      }),
    );
};
