import { describe, expect, it } from 'vitest';
import { createLook, inkOn } from './look.ts';

describe('inkOn', () => {
  it.each([
    ['#000000', '#ffffff'],
    ['#ffffff', '#000000'],
    ['#1f5eb8', '#ffffff'],
    ['#ffd500', '#000000'],
    ['#00a000', '#000000'],
  ])('writes on %s in %s', (colour, ink) => {
    expect(inkOn(colour)).toBe(ink);
  });
});

describe('createLook', () => {
  it('names the service after the host where nobody named it', () => {
    expect(createLook({}, 'https://id.example.com:8443/studio').serviceName).toBe('id.example.com');
    expect(createLook({}, 'http://[::1]:3000').serviceName).toBe('[::1]');
    expect(createLook({ serviceName: 'Acme' }, 'https://id.example.com').serviceName).toBe('Acme');
  });

  it('leads to a mailbox or to a page', () => {
    expect(createLook({ support: 'help@example.com' }, 'x').support).toEqual({
      text: 'help@example.com',
      url: 'mailto:help@example.com',
    });
    const page = createLook({ support: 'https://example.com/help/' }, 'x').support;
    expect(page).toEqual({ text: 'example.com/help', url: 'https://example.com/help/' });
  });
});
