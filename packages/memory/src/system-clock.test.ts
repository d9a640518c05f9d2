import { clockContract } from '@rekey/contracts';
import { runContract } from '@rekey/contracts/vitest';
import { systemClock } from './system-clock.ts';

runContract(clockContract, () => ({ subject: systemClock, close: () => {} }));
