import assert from 'node:assert/strict';
import type { PasswordBlocklist } from '@rekey/domain/ports';
import type { NewPassword } from '@rekey/domain/values';
import { type Contract, promised } from './contract.ts';

export interface BlocklistUnderTest {
  readonly blocklist: PasswordBlocklist;
  /** Some passwords that are on the list, at least one of them with letters. */
  readonly listed: readonly string[];
}

const has = ({ blocklist }: BlocklistUnderTest, text: string) => blocklist.has(text as NewPassword);

/** What every `PasswordBlocklist` keeps. */
export const passwordBlocklistContract: Contract<BlocklistUnderTest> = {
  name: 'PasswordBlocklist',
  promises: [
    promised('knows every password on its list', async (under) => {
      assert.ok(under.listed.length > 0);
      for (const word of under.listed) assert.equal(has(under, word), true, word);
    }),
    promised('knows them in upper and lower case alike', async (under) => {
      assert.ok(under.listed.some((word) => word.toUpperCase() !== word.toLowerCase()));
      for (const word of under.listed) {
        assert.equal(has(under, word.toUpperCase()), true, word);
        assert.equal(has(under, word.toLowerCase()), true, word);
      }
    }),
    promised('compares the whole password, not a part of it', async (under) => {
      for (const word of under.listed) {
        for (const longer of [`${word} and a great deal more`, `before it ${word}`, `${word}\0`, ` ${word}\u{1F511}`]) {
          assert.equal(has(under, longer), false, longer);
        }
      }
    }),
    promised('does not know a password that nobody tries first', async (under) => {
      for (const word of [
        '',
        'q7!vRb-2Lk#xw9_Tz',
        'the lighthouse keeper sold eleven umbrellas',
        '__proto__',
        'toString',
      ]) {
        assert.equal(has(under, word), false, word);
      }
    }),
  ],
};
