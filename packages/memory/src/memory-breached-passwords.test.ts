import { breachedPasswordsContract } from '@rekey/contracts';
import { runContract } from '@rekey/contracts/vitest';
import { openMemoryBreaches } from '../test/open-memory-breaches.ts';

runContract(breachedPasswordsContract, openMemoryBreaches);
