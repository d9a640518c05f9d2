import { contractRunner, passwordBlocklistContract } from '@rekey/contracts';
import type { NewPassword } from '@rekey/domain/values';
import { dictionary } from '@zxcvbn-ts/language-common';
import { describe, expect, it } from 'vitest';
import { commonPasswordBlocklist } from './common-password-blocklist.ts';

const runContract = contractRunner({ describe, it });

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

  it('knows exactly the list it was made from: data/make-common-passwords.mjs makes it anew', async () => {
    const blocklist = await commonPasswordBlocklist();
    const listed = dictionary['passwords-common'];
    expect(listed.filter((word) => !blocklist.has(word as NewPassword))).toEqual([]);
    const known = new Set(listed);
    const near = listed.map((word) => `${word}1`).filter((word) => !known.has(word));
    expect(near.filter((word) => blocklist.has(word as NewPassword))).toEqual([]);
  });
});
