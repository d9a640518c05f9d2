import { printFigures, rounds } from '@rekey/laboratory';
import { memoryMailer } from '@rekey/memory';
import { describe, expect, it } from 'vitest';
import { openGround } from '../reliability/ground.ts';
import { recoveryOn } from '../reliability/recovery.ts';
import { startServices } from '../reliability/services.ts';

const NAMES = rounds(1_500, 10_000);
const BOX = rounds(300, 2_000);
const LIMIT = 100;
const TOGETHER = 50;
const DAY_MS = 86_400_000;

/** Asks for so many names that nobody has, and counts the answers. */
async function flood(ask: (n: number) => Promise<Response>): Promise<Readonly<Record<number, number>>> {
  const statuses: Record<number, number> = {};
  for (let n = 0; n < NAMES; n += TOGETHER) {
    const answers = await Promise.all(Array.from({ length: TOGETHER }, (_, k) => ask(n + k)));
    for (const { status } of answers) statuses[status] = (statuses[status] ?? 0) + 1;
  }
  return statuses;
}

describe('a flood of made-up names', () => {
  it('from one address costs no more rows than the address limit, from many no more than the box holds, and is purged', async () => {
    const ground = await openGround('sqlite');
    const database = ground.open();
    const settings = {
      REKEY_LIMIT_PER_ADDRESS: `${LIMIT}/24h`,
      REKEY_TRUSTED_PROXIES: '127.0.0.1',
      REKEY_MAX_PENDING_LETTERS: String(BOX),
    };
    const [service] = await startServices(ground.url, 1, () => settings);
    if (service === undefined) throw new Error('no service');
    const rows = async () => (await database.letters.list({ limit: NAMES * 2 })).length;

    const oneHome = await flood((n) =>
      service.ask(`nobody-${n}`, { 'X-Forwarded-For': `2001:db8::${(n % 9_999) + 1}` }),
    );
    expect(oneHome).toEqual({ 200: LIMIT, 429: NAMES - LIMIT });
    expect(await rows()).toBe(LIMIT);

    const address = (n: number) => `198.51.${n >> 8}.${n & 255}`;
    const many = await flood((n) => service.ask(`nobody-${n}`, { 'X-Forwarded-For': address(n) }));
    expect(many).toEqual({ 200: BOX - LIMIT, 503: NAMES - BOX + LIMIT });
    expect(await rows()).toBe(BOX);

    const mailer = memoryMailer();
    const deliver = recoveryOn(database).courier({ mailer });
    const pending = async () => (await database.letters.list({ state: 'pending', limit: 1 })).length;
    while ((await pending()) > 0) await deliver();
    expect(mailer.mails).toEqual([]);

    await ground.advance(31 * DAY_MS);
    let purges = 0;
    while ((await database.housekeeping.purge('letters', { olderThanMs: 30 * DAY_MS, limit: 200 })) > 0) purges += 1;
    expect(await rows()).toBe(0);

    printFigures('A flood of made-up names', [
      {
        asked: 2 * NAMES,
        'rows from one /64': LIMIT,
        'rows from many addresses': BOX - LIMIT,
        refused: (oneHome[429] ?? 0) + (many[503] ?? 0),
        mails: mailer.mails.length,
        'purges of 200': purges,
        'rows left': await rows(),
      },
    ]);
  }, 600_000);
});
