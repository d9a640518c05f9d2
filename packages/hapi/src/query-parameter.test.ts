import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createReadParameter } from './query-parameter.ts';

const read = createReadParameter('username');

describe('createReadParameter', () => {
  it.each([
    ['username=jane.doe', 'jane.doe'],
    ['username=', ''],
    ['username', ''],
    ['username=a=b', 'a=b'],
    ['username=a?b', 'a?b'],
    ['username=a;username=b', 'a;username=b'],
    ['username=jane+doe%2B', 'jane doe+'],
    ['user%6Eame=jane', 'jane'],
    ['%75sername=jane', 'jane'],
    ['username=%E2%82%AC', '€'],
    ['username=\xe2\x82\xac', '€'],
    ['username=\xe2%82%ac', '€'],
    ['username=%F0%9F%98%80', '😀'],
    ['username=%00%0d%0a', '\0\r\n'],
    ['username=%ef%bb%bfjane', '\ufeffjane'],
    ['&&x=1&username=jane&', 'jane'],
    ['Username=evil&usernames=a&user=b&my_username=c&username_2=d&x[]=1&username=jane', 'jane'],
  ])('reads %j as %j', (query, value) => {
    expect(read(query)).toBe(value);
  });

  it.each([
    '',
    'x=1',
    'Username=jane',
    'username=a&username=b',
    'username=a&username=a',
    'username=a&user%6eame=b',
    'username=a&username',
    'username[]=a',
    'username[]=a&username=b',
    'username%5B%5D=a',
    'username=b&username%5b0%5d=a',
    'username[0]=a',
    'username[x]=a',
    'username.x=a',
    'username=a&username.x=b',
    'username%00=a&username=b',
    '+username=a&username=b',
    'username+=a&username=b',
  ])('refuses %j: not exactly one', (query) => {
    expect(read(query)).toBeNull();
  });

  it.each([
    'username=%zz',
    'username=%',
    'username=%f',
    'username=%FF',
    'username=\xff',
    'username=%C0%AF',
    'username=%ED%A0%80',
    'username=%F4%90%80%80',
    'username=%u20ac',
    'username=jane&x=%zz',
    'username=jane&%FF=x',
    'username=jane#x',
    'username=€',
  ])('refuses %j: it does not decode', (query) => {
    expect(read(query)).toBeNull();
  });

  it('gives back every name that encodeURIComponent or URLSearchParams wrote', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (name) => {
        expect(read(`username=${encodeURIComponent(name)}`)).toBe(name);
        expect(read(new URLSearchParams({ a: '1', username: name }).toString())).toBe(name);
      }),
    );
  });
});
