import type { EmailAddress } from '@rekey/domain/values';
import { describe, expect, it } from 'vitest';
import { mail, TOKEN } from '../test/open-mailer.ts';
import { hiderFor } from './relay-words.ts';
import type { SmtpRelay } from './smtp-relay.ts';

const RELAY: SmtpRelay = {
  host: 'relay.example.com',
  port: 587,
  tls: 'starttls',
  auth: { user: 'rekey', pass: 'hunter2hunter2' },
};

describe('hiderFor', () => {
  const hide = hiderFor(RELAY, mail());

  it('leaves what a relay usually says as it is', () => {
    for (const words of [
      'message: 554 5.7.1 Service unavailable; Client host [192.0.2.1] blocked using zen.spamhaus.org',
      'RCPT: 450 4.2.0 Greylisted, see http://postgrey.schweikert.ch/help/example.com.html',
      '250 2.0.0 OK 1732224000 d2e1a72fcca58-7a0b4f1c2d3si12345678b3a.210 - gsmtp',
    ]) {
      expect(hide(words)).toBe(words);
    }
  });

  it('takes out a link that the relay quotes, whole or in part', () => {
    for (const quote of [
      `https://example.org/reset#token=${TOKEN}`,
      TOKEN,
      TOKEN.slice(5, 30),
      TOKEN.slice(7, 19),
      `token=3D${TOKEN.slice(0, 40)}=`,
      encodeURIComponent(`#token=${TOKEN}`),
    ]) {
      const reason = hide(`554 5.7.1 Blocked (${quote})`);
      expect(reason).toMatch(/^554 5\.7\.1 Blocked \(/);
      for (let at = 0; at + 12 <= TOKEN.length; at += 1) expect(reason).not.toContain(TOKEN.slice(at, at + 12));
    }
  });

  it('takes out the password in every form that AUTH gives it', () => {
    const base64 = (text: string): string => Buffer.from(text).toString('base64');
    for (const secret of ['hunter2hunter2', base64('hunter2hunter2'), base64('\0rekey\0hunter2hunter2')]) {
      expect(hide(`535 5.7.8 ${secret} is wrong`)).toBe('535 5.7.8 [...] is wrong');
    }
  });

  it('does not name the recipient, however it is written', () => {
    expect(hide('550 5.1.1 <Jane.Doe@EXAMPLE.com>: jane.doe@example.com unknown')).toBe(
      '550 5.1.1 <recipient>: recipient unknown',
    );
    // A letter that gets longer in small letters must not hide where the address stands.
    expect(hide(`550 ${'\u0130'.repeat(30)} <Jane.Doe@EXAMPLE.com>`)).toBe(`550 ${'\u0130'.repeat(30)} <recipient>`);
    const odd = 'a!b#c$%&*/=?^_`{|}~-+@x.test' as EmailAddress;
    expect(hiderFor(RELAY, mail({ to: { name: '', address: odd } }))(`550 <${odd}> <a!b#c@x.test>`)).toBe(
      '550 <recipient> <a!b#c@x.test>',
    );
  });

  it('makes one line of bounded length of everything', () => {
    const reason = hide(`550-one\r\n550 two\u001b[31m\u2028three\0 ${'x'.repeat(100_000)}`);
    expect(reason).toMatch(/^550-one 550 two \[31m three x+$/);
    expect(reason).toHaveLength(300);
  });
});
