import { passwordBlocklistContract } from '@rekey/contracts';
import { runContract } from '@rekey/contracts/vitest';
import { memoryPasswordBlocklist } from './memory-password-blocklist.ts';

const listed = ['Password123', '123456789012345', 'straße der liebe', 'ΣΊΣΥΦΟΣ', 'correct horse'];

runContract(passwordBlocklistContract, () => ({
  subject: { blocklist: memoryPasswordBlocklist(listed), listed },
  close: () => {},
}));
