import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import type { TokenSource } from '@rekey/domain/ports';
import { type Contract, promised } from './contract.ts';

const BASE64URL = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_';

/** Another token that a careless decoder takes for the same: 43 characters carry two bits more than 256. */
function withSpareBits(token: string): string {
  const last = BASE64URL.indexOf(token.slice(-1));
  return token.slice(0, -1) + BASE64URL.charAt(last | 1);
}

const sha256 = (text: string) => createHash('sha256').update(text).digest();

/** What every `TokenSource` keeps. */
export const tokenSourceContract: Contract<TokenSource> = {
  name: 'TokenSource',
  promises: [
    promised('mints 256 bits as 43 characters of base64url', async (source) => {
      for (let minted = 0; minted < 200; minted += 1) {
        const { token } = source.mint();
        assert.match(token, /^[A-Za-z0-9_-]{43}$/);
        assert.equal(Buffer.from(token, 'base64url').length, 32);
        assert.equal(Buffer.from(token, 'base64url').toString('base64url'), token);
      }
    }),
    promised('mints no token twice, and every bit both ways', async (source) => {
      const minted = Array.from({ length: 1_000 }, () => source.mint().token);
      assert.equal(new Set(minted).size, 1_000);
      const ones = new Array<number>(256).fill(0);
      for (const token of minted) {
        const bytes = Buffer.from(token, 'base64url');
        for (const bit of ones.keys()) ones[bit] = (ones[bit] ?? 0) + (((bytes[bit >> 3] ?? 0) >> (bit & 7)) & 1);
      }
      // Fair coins leave 350 to 650 less often than once in 10^18 runs.
      assert.ok(
        ones.every((count) => count > 350 && count < 650),
        'no bit is fixed or skewed',
      );
    }),
    promised('chains token, not-me secret and digest one way, by SHA-256', async (source) => {
      const { token, notMe, digest } = source.mint();
      assert.equal(notMe, sha256(`rekey not-me${token}`).toString('base64url').slice(0, 32));
      assert.ok([sha256(notMe).toString('hex'), sha256(notMe).toString('base64url')].includes(digest), digest);
    }),
    promised('finds the same digest by the not-me secret', async (source) => {
      for (let minted = 0; minted < 100; minted += 1) {
        const { notMe, digest } = source.mint();
        assert.equal(source.digestOfNotMe(notMe), digest);
      }
    }),
    promised('takes no not-me secret for a token, and no token for a not-me secret', async (source) => {
      const { token, notMe, digest } = source.mint();
      for (const raw of [notMe, digest, `${notMe}${notMe}`.slice(0, 42).padEnd(43, 'A')]) {
        assert.notEqual(source.digestOf(raw), digest, raw);
      }
      assert.equal(source.digestOf(notMe), null);
      for (const raw of [token, digest, ` ${notMe}`, `${notMe}\n`, `${notMe}=`, notMe.slice(1), '']) {
        assert.equal(source.digestOfNotMe(raw), null, raw);
      }
    }),
    promised('digests a token that comes back as it was minted', async (source) => {
      for (let minted = 0; minted < 100; minted += 1) {
        const { token, digest } = source.mint();
        assert.equal(source.digestOf(token), digest);
      }
    }),
    promised('digests another token to another digest', async (source) => {
      const digests = Array.from({ length: 100 }, () => source.digestOf(source.mint().token));
      assert.equal(new Set(digests).size, 100);
    }),
    promised('answers null for anything that no mint could have made', async (source) => {
      const { token } = source.mint();
      const shapes = [
        '',
        ' ',
        token.slice(1),
        `${token}A`,
        `${token} `,
        ` ${token}`,
        `${token}\n`,
        `${token}\0`,
        `${token}=`,
        `+${token.slice(1)}`,
        `/${token.slice(1)}`,
        `%41${token.slice(3)}`,
        `\uFF21${token.slice(1)}`,
        '\u{1F511}'.repeat(43),
        'A'.repeat(65_536),
        withSpareBits(token),
      ];
      for (const raw of shapes) assert.equal(source.digestOf(raw), null, JSON.stringify(raw.slice(0, 60)));
    }),
    promised('tells tokens apart by case', async (source) => {
      const { token, digest } = source.mint();
      for (const raw of [token.toUpperCase(), token.toLowerCase()]) {
        if (raw !== token) assert.notEqual(source.digestOf(raw), digest);
      }
    }),
  ],
};
