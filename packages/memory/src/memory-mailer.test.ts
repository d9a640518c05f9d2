import { contractRunner, mailerContract } from '@rekey/contracts';
import { describe, it } from 'vitest';
import { openMemoryMailer } from '../test/open-memory-mailer.ts';

const runContract = contractRunner({ describe, it });

runContract(mailerContract, openMemoryMailer);
