import { describe, expect, it } from 'vitest';
import { readSettings } from './read-settings.ts';
import { answersLine, settingsWarnings } from './warnings.ts';

const warningsOf = (extra: Record<string, string>) => {
  const told = { REKEY_PUBLIC_URL: 'https://id.example.com', REKEY_OPERATOR_EMAIL: 'operator@example.com' };
  const environment = { ...told, ...extra };
  return settingsWarnings(environment, readSettings(environment, ['database', 'links', 'web', 'branding']));
};

describe('settingsWarnings', () => {
  it('has nothing to say about sound settings', () => {
    expect(warningsOf({ REKEY_TOKEN_TTL: '5m', REKEY_OPERATOR_TOKEN: 'x'.repeat(20) })).toEqual([]);
  });

  it('warns of links that die before slow mail arrives', () => {
    expect(warningsOf({ REKEY_TOKEN_TTL: '299s' })).toEqual([expect.stringMatching(/^REKEY_TOKEN_TTL /)]);
  });

  it('warns of a token that stands where servers log it', () => {
    for (const place of ['login?token={token}', '{token}', 'a?b=c&t={token}#top']) {
      const [line] = warningsOf({ REKEY_RESET_LINK: `https://cms.example.com/${place}` });
      expect(line).toMatch(/^REKEY_RESET_LINK has its \{token\} before a #/);
    }
    expect(warningsOf({ REKEY_RESET_LINK: 'https://cms.example.com/login#{token}' })).toEqual([]);
    expect(warningsOf({ REKEY_RESET_LINK: 'fragment' })).toEqual([]);
  });

  it('warns of an operator token that is short, and does not repeat it', () => {
    const [line] = warningsOf({ REKEY_OPERATOR_TOKEN: 'hunter2' });
    expect(line).toMatch(/^REKEY_OPERATOR_TOKEN /);
    expect(line).not.toContain('hunter2');
  });

  it('warns where nobody would be told of a change that was not theirs, unless there is no page to say so', () => {
    const nobody = { REKEY_OPERATOR_EMAIL: '', REKEY_SUPPORT: 'https://help.example.com' };
    expect(warningsOf(nobody)).toEqual([expect.stringMatching(/^REKEY_OPERATOR_EMAIL /)]);
    expect(warningsOf({ ...nobody, REKEY_PAGES: 'off' })).toEqual([]);
    expect(warningsOf({ ...nobody, REKEY_SUPPORT: 'help@example.com' })).toEqual([]);
  });

  it('says in one line what the driver makes of an sslmode, and nothing of the rest of the URL', () => {
    const url = 'postgres://rekey:hunter2@db.example.com/app';
    const [line, ...others] = warningsOf({ REKEY_DATABASE_URL: `${url}?sslmode=require` });
    expect(line).toMatch(/^REKEY_DATABASE_URL says sslmode=require, .* write that$/);
    expect([line?.includes('hunter2'), others]).toEqual([false, []]);
    expect(warningsOf({ REKEY_DATABASE_URL: `${url}?sslmode=verify-full` })).toEqual([]);
  });

  it('warns of a variable that is no setting', () => {
    expect(warningsOf({ REKEY_LIMIT_PER_USR: '1/1h' })).toEqual([expect.stringMatching(/^REKEY_LIMIT_PER_USR /)]);
  });
});

describe('answersLine', () => {
  it('says what documented answers reveal', () => {
    expect(answersLine('documented')).toMatch(/404.*403.*500/);
    expect(answersLine('private')).not.toMatch(/404/);
  });
});
