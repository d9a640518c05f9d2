import { contractRunner, tokenSourceContract } from '@rekey/contracts';
import { describe, it } from 'vitest';
import { memoryTokenSource } from './memory-token-source.ts';

const runContract = contractRunner({ describe, it });

runContract(tokenSourceContract, () => ({ subject: memoryTokenSource(), close: () => {} }));
