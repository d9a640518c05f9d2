import assert from 'node:assert/strict';
import type { Delivery, EmailAddress } from '@rekey/domain/values';
import { type Contract, type Promised, promised } from './contract.ts';
import { DEADLINE_MS, GRACE_MS, JANE, mail, onlyOne, SHORT_MS } from './mailer/mails.ts';
import { watched } from './mailer/watched.ts';
import type { MailerUnderTest, RelayBehaviour } from './mailer-under-test.ts';

/** Line ends, and blank lines at the end, are the transport's. */
function plain(text: string): string {
  return text.replace(/\r\n?/g, '\n').trimEnd();
}

/** A relay that behaves like this leads to one of these answers, in time. */
function answers(sentence: string, behaviour: RelayBehaviour, kinds: readonly Delivery['kind'][]) {
  return promised(sentence, async (under: MailerUnderTest) => {
    await under.relay.next(behaviour);
    const started = performance.now();
    const { kind, reason } = await under.mailer.deliver(mail(), SHORT_MS);
    assert.ok(performance.now() - started <= SHORT_MS + GRACE_MS, 'within the deadline plus a second');
    assert.ok(kinds.includes(kind), `${kind}: ${reason}`);
    assert.notEqual(reason, '');
    assert.ok(!reason.includes('#token'), 'the reason holds no secret');
    if (!kinds.includes('unknown')) assert.deepEqual(await under.received(), []);
  });
}

const replies: readonly Promised<MailerUnderTest>[] = [
  answers('says refused-for-good when the relay refuses the recipient for good', 'refuse recipient for good', [
    'refused-for-good',
  ]),
  answers('says refused-for-good when the relay refuses the complete mail for good', 'refuse message for good', [
    'refused-for-good',
  ]),
  answers('says try-later when the relay refuses the recipient for now', 'refuse recipient for now', ['try-later']),
  answers('says try-later when the relay refuses the complete mail for now', 'refuse message for now', ['try-later']),
  answers('says channel-down when the relay refuses the sender', 'refuse sender', ['channel-down']),
  answers('says channel-down when nobody answers at the relay', 'unreachable', ['channel-down']),
  answers('says that it certainly failed when the connection ends before the mail is complete', 'drop in data', [
    'try-later',
    'channel-down',
  ]),
  answers('says that it certainly failed when time is up before the mail is complete', 'silent', [
    'try-later',
    'channel-down',
  ]),
  answers('says unknown when the connection ends instead of the reply to the complete mail', 'drop after the dot', [
    'unknown',
  ]),
  answers('says unknown when the reply to the complete mail never comes', 'silent after the dot', ['unknown']),
];

// What would add a recipient, a header or a command if any layer took text for syntax.
const HOSTILE = [
  'Jane\r\nBcc: eve@example.net',
  'Jane\nTo: eve@example.net',
  'Jane" <eve@example.net>, "',
  'eve@example.net,',
  'Jane\u2028Cc: eve@example.net\u0000',
  '=?utf-8?Q?=0D=0ABcc:_eve=40example.net?=',
  '\r\n.\r\nRCPT TO:<eve@example.net>\r\n',
];

const envelopes: readonly Promised<MailerUnderTest>[] = [
  promised('reaches a domain in the letters of any script, as it is written or in A-labels', async (under) => {
    const address = 'post@b\u00fccher.example' as EmailAddress;
    const { kind, reason } = await under.mailer.deliver(mail({ to: { name: '', address } }), DEADLINE_MS);
    assert.equal(kind, 'accepted', reason);
    const { recipients } = await onlyOne(under);
    assert.ok([address, 'post@xn--bcher-kva.example'].includes(recipients[0] ?? ''), `${recipients}`);
  }),
  promised('leaves letters outside ASCII before the @ as they are, or refuses them for good', async (under) => {
    const address = 'j\u00f6rg@example.com' as EmailAddress;
    const { kind, reason } = await under.mailer.deliver(mail({ to: { name: '', address } }), DEADLINE_MS);
    if (kind === 'accepted') return assert.deepEqual((await onlyOne(under)).recipients, [address]);
    assert.equal(kind, 'refused-for-good', reason);
    assert.notEqual(reason, '');
    assert.ok(!reason.includes(address), 'the reason holds no address');
    assert.deepEqual(await under.received(), []);
  }),
  promised('sends to exactly the address of the mail, whatever name and subject contain', async (under) => {
    for (const text of HOSTILE) {
      await under.mailer.deliver(mail({ to: { name: text, address: JANE }, subject: text }), DEADLINE_MS);
    }
    const received = await under.received();
    assert.equal(received.length, HOSTILE.length);
    for (const { recipients } of received) assert.deepEqual(recipients, [JANE]);
  }),
  promised('keeps a text that looks like commands one mail, and hands it over unchanged', async (under) => {
    const text = 'first\n.\nMAIL FROM:<eve@example.net>\n.\n\n..\nlast \u00E9\u{1F511}';
    const { kind } = await under.mailer.deliver(mail({ text, html: `<pre>${text}</pre>` }), DEADLINE_MS);
    assert.equal(kind, 'accepted');
    const { recipients, ...received } = await onlyOne(under);
    assert.deepEqual(recipients, [JANE]);
    assert.equal(plain(received.text), text);
    assert.equal(plain(received.html), `<pre>${text}</pre>`);
  }),
];

/** What every `Mailer` keeps. */
export const mailerContract: Contract<MailerUnderTest> = {
  name: 'Mailer',
  promises: [
    promised('says accepted when the relay took the mail, and hands it over as it was written', async (under) => {
      const sent = mail();
      assert.equal((await under.mailer.deliver(sent, DEADLINE_MS)).kind, 'accepted');
      const { recipients, messageId, subject, text, html } = await onlyOne(under);
      assert.deepEqual([recipients, messageId, subject], [[JANE], sent.messageId, sent.subject]);
      assert.deepEqual([plain(text), plain(html)], [plain(sent.text), plain(sent.html)]);
    }),
    ...replies,
    promised('lets nothing out after the deadline that it did not call unknown', async (under) => {
      await under.relay.next('silent');
      const late = mail({ messageId: '<late@example.com>' });
      assert.notEqual((await under.mailer.deliver(late, SHORT_MS)).kind, 'unknown');
      await under.relay.next('accept');
      assert.equal((await under.mailer.deliver(mail(), DEADLINE_MS)).kind, 'accepted');
      assert.equal((await onlyOne(under)).messageId, mail().messageId);
    }),
    promised('delivers again once the relay is back', async (under) => {
      for (const behaviour of ['unreachable', 'drop in data', 'refuse sender'] as const) {
        await under.relay.next(behaviour);
        assert.notEqual((await under.mailer.deliver(mail(), SHORT_MS)).kind, 'accepted');
      }
      await under.relay.next('accept');
      assert.equal((await under.mailer.deliver(mail(), DEADLINE_MS)).kind, 'accepted');
    }),
    promised('keeps mails apart that go out at once', async (under) => {
      const sent = Array.from({ length: 8 }, (_, index) => {
        const address = `user${index}@example.com` as EmailAddress;
        return mail({
          messageId: `<${index}@example.com>`,
          to: { name: `User ${index}`, address },
          subject: `${index}`,
        });
      });
      const ended = await Promise.all(sent.map((each) => under.mailer.deliver(each, DEADLINE_MS)));
      assert.deepEqual(new Set(ended.map(({ kind }) => kind)), new Set(['accepted']));
      const received = (await under.received()).map((each) =>
        [each.messageId, ...each.recipients, each.subject].join(' '),
      );
      const expected = sent.map((each) => [each.messageId, each.to.address, each.subject].join(' '));
      assert.deepEqual(received.sort(), expected.sort());
    }),
    ...envelopes,
    ...watched,
  ],
};
