import { describe, expect, it } from 'vitest';
import { contrast, createTheme, inkOn } from './theme.ts';

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

describe('contrast', () => {
  it('is 21 between black and white, 1 between equals, and the same either way', () => {
    expect(contrast('#000000', '#ffffff')).toBeCloseTo(21);
    expect(contrast('#1f5eb8', '#1f5eb8')).toBe(1);
    expect(contrast('#777777', '#ffffff')).toBeCloseTo(4.48, 2);
    expect(contrast('#ffffff', '#777777')).toBe(contrast('#777777', '#ffffff'));
  });
});

describe('createTheme', () => {
  it('names the service after the host where nobody named it', () => {
    expect(createTheme({}, 'https://id.example.com:8443/studio').serviceName).toBe('id.example.com');
    expect(createTheme({}, 'http://[::1]:3000').serviceName).toBe('[::1]');
    expect(createTheme({ serviceName: 'Acme' }, 'https://id.example.com').serviceName).toBe('Acme');
  });

  it('leads to a mailbox or to a page', () => {
    expect(createTheme({ support: 'help@example.com' }, 'x').support).toEqual({
      text: 'help@example.com',
      url: 'mailto:help@example.com',
    });
    const page = createTheme({ support: 'https://example.com/help/' }, 'x').support;
    expect(page).toEqual({ text: 'example.com/help', url: 'https://example.com/help/' });
  });
});
