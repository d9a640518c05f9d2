import { clockContract, contractRunner } from '@rekey/contracts';
import { describe, it } from 'vitest';
import { systemClock } from './system-clock.ts';

const runContract = contractRunner({ describe, it });

runContract(clockContract, () => ({ subject: systemClock, close: () => {} }));
