import {
  contractRunner,
  resetTokenStoreContract,
  unitOfWorkContract,
  userDirectoryContract,
  usersInUnitContract,
} from '@rekey/contracts';
import { describe, it } from 'vitest';
import { openMembers } from './open-members.ts';

const runContract = contractRunner({ describe, it });

runContract(userDirectoryContract, openMembers);
runContract(usersInUnitContract, openMembers);
runContract(unitOfWorkContract, openMembers);
runContract(resetTokenStoreContract, openMembers);
