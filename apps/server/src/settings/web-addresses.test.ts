import { describe, expect, it } from 'vitest';
import { parsePublicUrl } from './web-addresses.ts';

describe('parsePublicUrl', () => {
  it.each([
    ['https://id.example.com', 'https://id.example.com'],
    ['https://id.example.com/', 'https://id.example.com'],
    ['https://id.example.com:8443/studio/', 'https://id.example.com:8443/studio'],
    ['http://localhost:3000', 'http://localhost:3000'],
    ['http://127.0.0.2:3000', 'http://127.0.0.2:3000'],
    ['http://[::1]:3000/', 'http://[::1]:3000'],
    ['http://studio.localhost', 'http://studio.localhost'],
    ['http://rekey.test/x', 'http://rekey.test/x'],
  ])('takes %s', (raw, url) => {
    expect(parsePublicUrl(raw)).toBe(url);
  });

  it.each([
    'http://id.example.com',
    'http://127.0.0.1.example.com',
    'http://nottest',
    'ftp://id.example.com',
    'javascript:alert(1)',
    'id.example.com',
    'https://id.example.com/?a=b',
    'https://id.example.com/?',
    'https://id.example.com/#',
    'https://user@id.example.com',
    'https://user:secret@id.example.com',
    'https://id.example.com/\r\nBcc:x',
    'https://id.example.com/a|b',
    'https://id.example.com/[a]',
    'https://id.example.com/a^b',
    ' https://id.example.com',
    '',
  ])('refuses %j', (raw) => {
    expect(parsePublicUrl(raw)).toBeUndefined();
  });
});
