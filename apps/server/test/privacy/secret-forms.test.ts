import { randomBytes } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { formsOf, formsOfToken } from './secret-forms.ts';

const secret = randomBytes(32);
const isFoundIn = (place: Buffer) => formsOf('a secret', secret).some(({ bytes }) => place.includes(bytes));
const within = (before: string, after = ' and more') =>
  Buffer.concat([Buffer.from(before), secret, Buffer.from(after)]);

describe('formsOf', () => {
  it.each([
    ['as it is', within('x')],
    ['in hexadecimal', Buffer.from(within('x').toString('hex'))],
    ['in upper case', Buffer.from(secret.toString('hex').toUpperCase())],
    ...['', 'a', 'ab', 'abc'].map((before): [string, Buffer] => [
      `in base64 behind ${before.length} bytes`,
      Buffer.from(within(before).toString('base64')),
    ]),
    ...['', 'a', 'ab'].map((before): [string, Buffer] => [
      `in base64url behind ${before.length} bytes, at the end`,
      Buffer.from(within(before, '').toString('base64url')),
    ]),
  ])('finds a secret %s', (_, place) => {
    expect(isFoundIn(place)).toBe(true);
  });

  it('finds nothing of it in what was made of another one', () => {
    expect(isFoundIn(Buffer.from(randomBytes(4_096).toString('base64')))).toBe(false);
  });

  it('finds a token by its bytes, too', () => {
    const token = secret.toString('base64url');
    expect(formsOfToken(token).some(({ bytes }) => secret.includes(bytes))).toBe(true);
    expect(formsOfToken(token).some(({ bytes }) => Buffer.from(token).includes(bytes))).toBe(true);
  });
});
