import { tokenSourceContract } from '@rekey/contracts';
import { runContract } from '@rekey/contracts/vitest';
import { memoryTokenSource } from './memory-token-source.ts';

runContract(tokenSourceContract, () => ({ subject: memoryTokenSource(), close: () => {} }));
