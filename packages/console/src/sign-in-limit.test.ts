import type { ClientAddress } from '@rekey/domain/values';
import { describe, expect, it } from 'vitest';
import { createSignInLimit } from './sign-in-limit.ts';

const at = (text: string) => text as ClientAddress;
const THERE = at('192.0.2.66');
const HERE = at('192.0.2.7');

function openLimit() {
  const clock = { nowMs: 0 };
  const limit = createSignInLimit(() => clock.nowMs);
  const fail = (address: ClientAddress, times: number) => {
    for (let each = 0; each < times; each += 1) limit.failed(address);
  };
  return { clock, limit, fail };
}

describe('createSignInLimit', () => {
  it('forgives three slips, then doubles the wait up to five minutes', () => {
    const { limit, fail } = openLimit();
    fail(THERE, 3);
    const waits = [limit.wait(THERE)];
    for (let times = 0; times < 11; times += 1) {
      fail(THERE, 1);
      waits.push(limit.wait(THERE) / 1_000);
    }
    expect(waits).toEqual([0, 1, 2, 4, 8, 16, 32, 64, 128, 256, 300, 300]);
  });

  it('counts an IPv6 network as one, and no other with it', () => {
    const { limit, fail } = openLimit();
    fail(at('2001:db8::1'), 4);
    expect([limit.wait(at('2001:db8::2')), limit.wait(at('2001:db8:0:1::1'))]).toEqual([1_000, 0]);
  });

  it('never holds the right token up for longer than five seconds, however many guess elsewhere', () => {
    const { clock, limit, fail } = openLimit();
    for (let network = 0; network < 5_000; network += 1) fail(at(`10.1.${network >> 8}.${network % 256}`), 1);
    expect(limit.wait(HERE)).toBe(5_000);
    clock.nowMs += 5_000;
    expect(limit.wait(HERE)).toBe(0);
  });

  it('holds up nobody who signed in before, unless they guess themselves', () => {
    const { limit, fail } = openLimit();
    limit.succeeded(HERE);
    fail(THERE, 200);
    expect([limit.wait(HERE), limit.wait(at('192.0.2.8'))]).toEqual([0, 5_000]);
    fail(HERE, 4);
    expect(limit.wait(HERE)).toBe(1_000);
  });

  it('forgets after half an hour', () => {
    const { clock, limit, fail } = openLimit();
    fail(THERE, 100);
    clock.nowMs += 30 * 60_000 + 1;
    fail(THERE, 1);
    expect(limit.wait(THERE)).toBe(0);
  });
});
