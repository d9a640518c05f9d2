import { createHash } from 'node:crypto';
import { contractRunner, tokenSourceContract } from '@rekey/contracts';
import { describe, expect, it } from 'vitest';
import { cryptoTokenSource } from './crypto-token-source.ts';

const runContract = contractRunner({ describe, it });

describe('cryptoTokenSource', () => {
  runContract(tokenSourceContract, () => ({ subject: cryptoTokenSource(), close() {} }));

  it('digests with SHA-256 in hexadecimal, which is no well-formed token', () => {
    const source = cryptoTokenSource();
    const { notMe, digest } = source.mint();
    expect(digest).toBe(createHash('sha256').update(notMe, 'ascii').digest('hex'));
    expect(source.digestOf(digest)).toBeNull();
  });

  it('accepts one spelling of 256 bits only: the last character carries four of them', () => {
    const source = cryptoTokenSource();
    const alphabet = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_';
    const accepted = [...alphabet].filter((last) => source.digestOf('A'.repeat(42) + last) !== null);
    expect(accepted.join('')).toBe('AEIMQUYcgkosw048');
  });
});
