import { contractRunner, passwordHasherContract } from '@rekey/contracts';
import { describe, it } from 'vitest';
import { memoryPasswordHasher } from './memory-password-hasher.ts';

const runContract = contractRunner({ describe, it });

runContract(passwordHasherContract, (wish) => ({ subject: memoryPasswordHasher(wish), close: () => {} }));
