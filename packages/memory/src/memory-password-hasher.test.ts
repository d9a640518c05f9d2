import { contractRunner, passwordHasherContract } from '@rekey/contracts';
import { describe, it } from 'vitest';
import { memoryPasswordHasher } from './memory-password-hasher.ts';

const runContract = contractRunner({ describe, it });

runContract(passwordHasherContract, (options) => ({ subject: memoryPasswordHasher(options), close: () => {} }));
