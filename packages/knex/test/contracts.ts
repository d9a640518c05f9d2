import {
  auditReaderContract,
  auditWriterContract,
  backlogContract,
  contractRunner,
  housekeepingContract,
  letterBoxContract,
  lettersInUnitContract,
  lookUpContract,
  reportsInUnitContract,
  resetTokenStoreContract,
  sessionRevokerContract,
  tokensInUnitContract,
  unitOfWorkContract,
  userDirectoryContract,
  usersInUnitContract,
} from '@rekey/contracts';
import { describe, it } from 'vitest';
import type { OpenStore } from './sqlite-stores.ts';

const runContract = contractRunner({ describe, it });

export function runUserContracts(open: OpenStore): void {
  runContract(userDirectoryContract, open);
  runContract(usersInUnitContract, open);
  runContract(lookUpContract, open);
  runContract(sessionRevokerContract, open);
}

/** Every promise of every storage port. */
export function runStorageContracts(open: OpenStore): void {
  runUserContracts(open);
  runContract(resetTokenStoreContract, open);
  runContract(tokensInUnitContract, open);
  runContract(reportsInUnitContract, open);
  runContract(letterBoxContract, open);
  runContract(lettersInUnitContract, open);
  runContract(unitOfWorkContract, open);
  runContract(auditWriterContract, open);
  runContract(auditReaderContract, open);
  runContract(housekeepingContract, open);
  runContract(backlogContract, open);
}
