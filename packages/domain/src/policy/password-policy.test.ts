import { describe, expect, it } from 'vitest';
import type { Revision, User, UserKey } from '../values/user.ts';
import { createPasswordPolicy, type PasswordPolicySettings } from './password-policy.ts';

const policy = (settings: Partial<PasswordPolicySettings> = {}) =>
  createPasswordPolicy({
    minimum: 15,
    normalization: 'nfc',
    serviceNames: ['passwords.example.com'],
    blocklist: { has: (password) => password === 'correcthorsebatterystaple' },
    ...settings,
  });

const codes = (raw: string, settings: Partial<PasswordPolicySettings> = {}) => {
  const judge = policy(settings);
  return judge.reasonsWithoutUser(judge.normalize(raw));
};

describe('reasonsWithoutUser', () => {
  it('takes 15 characters of any kind, without rules of composition', () => {
    expect(codes('aaaaaaaaaaaaaaa')).toEqual([]);
    expect(codes(' '.repeat(15))).toEqual([]);
    expect(codes('пароль😀пароль😀п')).toEqual([]);
  });

  it('takes every printing ASCII character, the space and any script, as all of a password or as part of one', () => {
    const ascii = Array.from({ length: 95 }, (_, n) => String.fromCharCode(0x20 + n));
    for (const character of [...ascii, 'ß', '漢', 'ا', '\u200d', '\0']) {
      expect(codes(character.repeat(15))).toEqual([]);
      expect(codes(`correct horse ${character}`)).toEqual([]);
    }
  });

  it('names the minimum where a password is too short', () => {
    expect(codes('x'.repeat(14))).toEqual([{ code: 'too-short', minimum: 15 }]);
  });

  it('counts code points, not UTF-16 units', () => {
    expect(codes('😀'.repeat(8))).toEqual([{ code: 'too-short', minimum: 15 }]);
    expect(codes('😀'.repeat(15))).toEqual([]);
  });

  it('counts after normalisation', () => {
    const decomposed = 'e\u0301'.repeat(8);
    expect(codes(decomposed)).toEqual([{ code: 'too-short', minimum: 15 }]);
    expect(codes(decomposed, { normalization: 'none' })).toEqual([]);
  });

  it('takes 256 characters and refuses 257, naming the maximum', () => {
    expect(codes('x'.repeat(256))).toEqual([]);
    expect(codes('x'.repeat(257))).toEqual([{ code: 'too-long', maximum: 256 }]);
  });

  it('refuses more bytes than the hash can tell apart, and a NUL that it cannot, naming the bound in bytes', () => {
    const bounds = { maximumBytes: 72, nul: false };
    const tooLong = [{ code: 'too-long', maximum: 72, unit: 'bytes' }];
    expect(codes('x'.repeat(72), { bounds })).toEqual([]);
    expect(codes('x'.repeat(73), { bounds })).toEqual(tooLong);
    expect(codes('ü'.repeat(36), { bounds })).toEqual([]);
    expect(codes(`${'ü'.repeat(36)}x`, { bounds })).toEqual(tooLong);
    expect(codes('correct horse\0battery', { bounds })).toEqual(tooLong);
  });

  it('judges what the hash counts of a password, not what was typed around it', () => {
    const counted = (password: string) => password.trim();
    const minimum = [{ code: 'too-short', minimum: 15 }];
    expect(codes(' '.repeat(20), { counted })).toEqual(minimum);
    expect(codes(`${' '.repeat(20)}short`, { counted })).toEqual(minimum);
    expect(codes(' correcthorsebatterystaple ', { counted })).toEqual([{ code: 'common' }]);
    expect(codes(' passwords.example.com ', { counted })).toEqual([{ code: 'is-service-name' }]);
    expect(codes(' correct horse battery ', { counted })).toEqual([]);
  });

  it('takes 256 characters of which each was typed as four', () => {
    expect(codes('\u1f82'.normalize('NFD').repeat(256))).toEqual([]);
  });

  it('does no work over a text without end: neither composes it, nor looks it up', () => {
    const endless = 'e\u0301'.repeat(4_000);
    const judge = policy({ blocklist: { has: () => true } });
    expect(judge.normalize(endless)).toBe(endless);
    expect(judge.reasonsWithoutUser(judge.normalize(endless))).toEqual([{ code: 'too-long', maximum: 256 }]);
  });

  it('refuses what everybody tries first', () => {
    expect(codes('correcthorsebatterystaple')).toEqual([{ code: 'common' }]);
  });

  it('refuses the name of the service in any case and width', () => {
    expect(codes('Passwords.ｅxample.com')).toEqual([{ code: 'is-service-name' }]);
  });

  it('names every failed rule', () => {
    const everything = codes('rekey', { serviceNames: ['Rekey'], blocklist: { has: () => true } });
    expect(everything.map(({ code }) => code)).toEqual(['too-short', 'common', 'is-service-name']);
  });
});

describe('reasonsForUser', () => {
  const jane: User = {
    key: '1' as UserKey,
    username: 'jane.doe.the.third',
    email: 'jane.doe@example.com',
    firstName: null,
    lastName: null,
    externallyManaged: false,
    enabled: true,
    locale: null,
    revision: 'r' as Revision,
  };
  const codesFor = (raw: string, user: User = jane, settings: Partial<PasswordPolicySettings> = {}) =>
    policy(settings).reasonsForUser(policy().normalize(raw), user);

  it('refuses the name and the e-mail of the user in any case', () => {
    expect(codesFor('Jane.Doe.The.Third')).toEqual([{ code: 'is-username' }]);
    expect(codesFor('JANE.DOE@example.com')).toEqual([{ code: 'is-email' }]);
  });

  it('refuses the name between blanks that the hash does not count', () => {
    const counted = (password: string) => password.trim();
    expect(codesFor(' jane.doe.the.third ', jane, { counted })).toEqual([{ code: 'is-username' }]);
  });

  it('names both where the e-mail is the name', () => {
    const codes = codesFor('jane@example.com', { ...jane, username: 'jane@example.com', email: 'jane@example.com' });
    expect(codes).toEqual([{ code: 'is-username' }, { code: 'is-email' }]);
  });

  it('takes anything else, also for a user without an e-mail', () => {
    expect(codesFor('jane.doe.the.third!')).toEqual([]);
    expect(codesFor('null', { ...jane, email: null })).toEqual([]);
  });
});
