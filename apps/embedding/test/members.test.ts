import {
  resetTokenStoreContract,
  unitOfWorkContract,
  userDirectoryContract,
  usersInUnitContract,
} from '@rekey/contracts';
import { runContract } from '@rekey/contracts/vitest';
import { openMembers } from './open-members.ts';

runContract(userDirectoryContract, openMembers);
runContract(usersInUnitContract, openMembers);
runContract(unitOfWorkContract, openMembers);
runContract(resetTokenStoreContract, openMembers);
