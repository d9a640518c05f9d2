import { passwordBlocklistContract } from '@rekey/contracts';
import { runContract } from '@rekey/contracts/vitest';
import type { NewPassword } from '@rekey/domain';
import { describe, expect, it } from 'vitest';
import { commonPasswordBlocklist } from './common-password-blocklist.ts';

describe('commonPasswordBlocklist', () => {
  runContract(passwordBlocklistContract, async () => ({
    subject: {
      blocklist: await commonPasswordBlocklist(),
      listed: ['password', '123456789', 'qwerty123456789', 'passwordpassword', 'iloveyou'],
    },
    close() {},
  }));

  it('holds passwords, not the words that passphrases are made of', async () => {
    const blocklist = await commonPasswordBlocklist();
    expect(blocklist.has('abrasion' as NewPassword)).toBe(false);
    expect(blocklist.has('Pass Word' as NewPassword)).toBe(false);
  });
});
