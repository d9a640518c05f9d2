import { passwordHasherContract } from '@rekey/contracts';
import { runContract } from '@rekey/contracts/vitest';
import { memoryPasswordHasher } from './memory-password-hasher.ts';

runContract(passwordHasherContract, (wish) => ({ subject: memoryPasswordHasher(wish), close: () => {} }));
