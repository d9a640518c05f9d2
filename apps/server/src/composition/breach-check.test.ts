import type { NewPassword } from '@rekey/domain/values';
import { freePort } from '@rekey/laboratory';
import { describe, expect, it } from 'vitest';
import { readSettings } from '../settings/read-settings.ts';
import { breachCheck } from './breach-check.ts';

const lines: unknown[][] = [];
const logger = { warn: (...line: unknown[]) => void lines.push(line) };

describe('breachCheck', () => {
  it('asks nobody unless a service is named', () => {
    expect(breachCheck(readSettings({}, ['passwords']), logger)).toBeUndefined();
  });

  it('warns of a service that is away, without a word of the password', async () => {
    const settings = readSettings({ REKEY_BREACH_URL: `http://127.0.0.1:${await freePort()}` }, ['passwords']);
    const verdict = await breachCheck(settings, logger)?.look('what somebody chose' as NewPassword);
    expect(verdict).toBe('unavailable');
    expect(lines).toEqual([[{ reason: expect.stringContaining('ECONNREFUSED') }, expect.stringMatching(/breach/)]]);
    expect(JSON.stringify(lines)).not.toContain('chose');
  });
});
