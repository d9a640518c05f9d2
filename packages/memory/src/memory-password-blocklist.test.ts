import { contractRunner, passwordBlocklistContract } from '@rekey/contracts';
import { describe, it } from 'vitest';
import { memoryPasswordBlocklist } from './memory-password-blocklist.ts';

const runContract = contractRunner({ describe, it });

const listed = ['Password123', '123456789012345', 'straße der liebe', 'ΣΊΣΥΦΟΣ', 'correct horse'];

runContract(passwordBlocklistContract, () => ({
  subject: { blocklist: memoryPasswordBlocklist(listed), listed },
  close: () => {},
}));
