import { describe, expect, it } from 'vitest';
import { readSettings } from './read-settings.ts';

describe('REKEY_ACCENT', () => {
  it('is a colour that can be read on white, and nothing else', () => {
    expect(readSettings({ REKEY_ACCENT: '#7A1FA2' }, ['branding']).branding.accent).toBe('#7A1FA2');
    for (const colour of ['#ffcc00', '#777777', 'red', '#12345']) {
      expect(() => readSettings({ REKEY_ACCENT: colour }, ['branding'])).toThrow(/^REKEY_ACCENT wants .*read on white/);
    }
  });
});
