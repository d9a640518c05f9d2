import { mailerContract } from '@rekey/contracts';
import { runContract } from '@rekey/contracts/vitest';
import { openMemoryMailer } from '../test/open-memory-mailer.ts';

runContract(mailerContract, openMemoryMailer);
