import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import { nodeOn } from './cores.ts';
import type { Order, ResultOf } from './orders.ts';

/** The asking side, in a process of its own. */
export interface Client {
  carryOut<Each extends Order>(order: Each): Promise<ResultOf[Each['kind']]>;
  close(): void;
}

export async function openClient(cores: string | null): Promise<Client> {
  const [command, args] = nodeOn(cores, [fileURLToPath(new URL('client.js', import.meta.url))]);
  const child = spawn(command, args, { stdio: ['ignore', 'inherit', 'inherit', 'ipc'] });
  const kill = () => child.kill('SIGKILL');
  process.once('exit', kill);
  child.once('exit', () => process.off('exit', kill));
  await once(child, 'message');
  return {
    async carryOut<Each extends Order>(order: Each) {
      child.send(order);
      const [{ result, fault }] = await once(child, 'message');
      if (fault !== undefined) throw new Error(`the client: ${fault}`);
      return result as ResultOf[Each['kind']];
    },
    close: () => child.disconnect(),
  };
}
