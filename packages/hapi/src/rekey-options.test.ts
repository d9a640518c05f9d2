import { describe, expect, it } from 'vitest';
import { optionsWith } from '../test/server-under-test.ts';
import { checkOptions, type RekeyOptions } from './rekey-options.ts';

const check = (given: object) => checkOptions(optionsWith(given as Partial<RekeyOptions>));

describe('checkOptions', () => {
  it('fills in the defaults', () => {
    expect(check({})).toMatchObject({ trustedProxies: [], deadlineMs: 15_000, bodyDeadlineMs: 5_000 });
  });

  it.each([
    { publicUrl: 'http://127.0.0.1:3000' },
    { publicUrl: 'https://example.com/studio/' },
    { publicUrl: 'https://example.com/@studio' },
    { operatorToken: 'abc' },
    { operatorToken: undefined, trustedProxies: undefined, onFault: undefined },
    { trustedProxies: ['10.0.0.0/8', '127.0.0.1', '::1', '2001:db8::/32'] },
  ])('takes %j', (given) => {
    expect(() => check(given)).not.toThrow();
  });

  it.each([
    ['"publicUrl" must be an http or https URL', { publicUrl: undefined }],
    ['"publicUrl" must be an http or https URL', { publicUrl: '/studio' }],
    ['"publicUrl" must be an http or https URL', { publicUrl: 'ftp://example.com' }],
    ['"publicUrl" must be an http or https URL', { publicUrl: 'https://example.com/?a' }],
    ['"publicUrl" must be an http or https URL', { publicUrl: 'https://user:secret@example.com' }],
    ['"publicUrl" must be an http or https URL', { publicUrl: 'https://example.com/\r\nX: y' }],
    ['"publicUrl" must be an http or https URL', { publicUrl: 'https://münchen.example' }],
    ['"setPassword" is required', { setPassword: undefined }],
    ['"lookUpUser" must be of type function', { lookUpUser: 1 }],
    ['"operatorToken" must be a non-empty string', { operatorToken: '' }],
    ['"operatorToken" must be a non-empty string', { operatorToken: 'two words' }],
    ['"trustedProxies[1]" must be a valid ip address', { trustedProxies: ['::1', '10.0.0.0/33'] }],
    ['"trustedProxies[0]" must be a valid ip address', { trustedProxies: ['localhost'] }],
    ['"bodyDeadlineMs" must be less than', { deadlineMs: 100, bodyDeadlineMs: 100 }],
    ['"operatortoken" is not allowed', { operatortoken: 'abc' }],
  ])('says %s', (message, given) => {
    expect(() => check(given)).toThrow(message);
  });

  it('names every fault at once and shows no secret', () => {
    const wrong = () => check({ publicUrl: 'x', operatorToken: 'very secret', onFault: 1 });
    expect(wrong).toThrow(/^@rekey\/hapi: "publicUrl" .+; "operatorToken" .+; "onFault" .+$/);
    expect(wrong).not.toThrow(/very secret/);
  });
});
