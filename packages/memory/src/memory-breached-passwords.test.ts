import { breachedPasswordsContract, contractRunner } from '@rekey/contracts';
import { describe, it } from 'vitest';
import { openMemoryBreaches } from '../test/open-memory-breaches.ts';

const runContract = contractRunner({ describe, it });

runContract(breachedPasswordsContract, openMemoryBreaches);
