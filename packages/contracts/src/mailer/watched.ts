import assert from 'node:assert/strict';
import type { DeliveryWatch } from '@rekey/domain/ports';
import { type Promised, promised } from '../contract.ts';
import type { MailerUnderTest } from '../mailer-under-test.ts';
import { DEADLINE_MS, GRACE_MS, mail, onlyOne, SHORT_MS } from './mails.ts';

/** Hears when the relay is asked to take the mail, and can break the delivery off. */
function openWatch() {
  let talk = () => {};
  const talks = new Promise<void>((resolve) => {
    talk = resolve;
  });
  let breakOff = () => {};
  const told = new Promise<void>((resolve) => {
    breakOff = resolve;
  });
  let completions = 0;
  const complete = () => {
    completions += 1;
  };
  const watch: DeliveryWatch = { talking: talk, complete, breakOff: told };
  return { watch, talks, breakOff: () => breakOff(), completions: () => completions };
}

/** What a `Mailer` tells of a mail on its way, and how it breaks one off. */
export const watched: readonly Promised<MailerUnderTest>[] = [
  promised('says when the relay is asked to take the mail, and not where it never is', async (under) => {
    let talks = 0;
    const talking = () => {
      talks += 1;
    };
    const watch = { ...openWatch().watch, talking };
    await under.relay.next('unreachable');
    assert.equal((await under.mailer.deliver(mail(), SHORT_MS, watch)).kind, 'channel-down');
    assert.equal(talks, 0);
    await under.relay.next('accept');
    assert.equal((await under.mailer.deliver(mail(), DEADLINE_MS, watch)).kind, 'accepted');
    assert.equal(talks, 1);
  }),
  promised('breaks a mail off at once when told before it is complete, and delivers the next', async (under) => {
    await under.relay.next('silent at the recipient');
    const { watch, talks, breakOff } = openWatch();
    const delivery = under.mailer.deliver(mail({ messageId: '<hangs@example.com>' }), DEADLINE_MS, watch);
    await talks;
    const began = performance.now();
    breakOff();
    const { kind, reason } = await delivery;
    assert.equal(kind, 'try-later', reason);
    assert.ok(performance.now() - began <= GRACE_MS, 'at once');
    await under.relay.next('accept');
    assert.equal((await under.mailer.deliver(mail(), DEADLINE_MS)).kind, 'accepted');
    assert.equal((await onlyOne(under)).messageId, mail().messageId);
  }),
  promised('says when a mail is complete, and not while something of it is missing', async (under) => {
    await under.relay.next('silent at the recipient');
    const hanging = openWatch();
    const delivery = under.mailer.deliver(mail({ messageId: '<hangs@example.com>' }), DEADLINE_MS, hanging.watch);
    await hanging.talks;
    hanging.breakOff();
    assert.equal((await delivery).kind, 'try-later');
    assert.equal(hanging.completions(), 0);
    for (const behaviour of ['accept', 'silent after the dot'] as const) {
      await under.relay.next(behaviour);
      const { watch, completions } = openWatch();
      await under.mailer.deliver(mail(), SHORT_MS, watch);
      assert.equal(completions(), 1, behaviour);
    }
  }),
  promised('does not break off a mail that is complete: it may have arrived', async (under) => {
    await under.relay.next('silent after the dot');
    const { watch, talks, breakOff } = openWatch();
    const delivery = under.mailer.deliver(mail(), SHORT_MS, watch);
    await talks;
    setTimeout(breakOff, SHORT_MS / 2);
    assert.equal((await delivery).kind, 'unknown');
  }),
];
