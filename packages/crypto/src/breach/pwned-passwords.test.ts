import { createHash } from 'node:crypto';
import { type BreachesUnderTest, breachedPasswordsContract, contractRunner } from '@rekey/contracts';
import type { NewPassword } from '@rekey/domain/values';
import { describe, expect, it, onTestFinished } from 'vitest';
import { type Answer, honest, startRangeService } from '../../test/range-service.ts';
import { pwnedPasswords } from './pwned-passwords.ts';

const runContract = contractRunner({ describe, it });

const LISTED = ['correct horse battery staple', 'пароль пароль'];
const [BREACHED = ''] = LISTED;

const SERVICE: Readonly<Record<Parameters<BreachesUnderTest['next']>[0], Answer>> = {
  answer: honest,
  fail: (response) => response.writeHead(503).end(),
  'keep silent': () => {},
  'talk nonsense': (response) => response.end('<html>Sign in to the hotel</html>'),
};

describe('pwnedPasswords', () => {
  runContract(breachedPasswordsContract, async () => {
    const service = await startRangeService(LISTED);
    const breached = pwnedPasswords({ baseUrl: service.url, timeoutMs: 1_000 });
    return {
      subject: {
        breached,
        listed: LISTED,
        next: (behaviour) => service.follow(SERVICE[behaviour]),
        sent: () => service.asked.join('\n'),
      },
      close: () => service.close(),
    };
  });

  async function setUp(answer: Answer, timeoutMs = 10_000) {
    const service = await startRangeService(LISTED);
    onTestFinished(() => service.close());
    service.follow(answer);
    const told: string[] = [];
    const breached = pwnedPasswords({ baseUrl: `${service.url}/`, timeoutMs, tell: (reason) => told.push(reason) });
    return { service, told, look: (word: string) => breached.look(word as NewPassword) };
  }

  it('sends five digits and asks for padding', async () => {
    const { service, look } = await setUp(honest);
    await look(BREACHED);
    const prefix = createHash('sha1').update(BREACHED).digest('hex').slice(0, 5).toUpperCase();
    expect(service.asked).toEqual([expect.stringMatching(new RegExp(`^GET /range/${prefix} .*"add-padding":"true"`))]);
  });

  it('takes an entry with the count 0 for padding, whosever digest it is', async () => {
    const { look } = await setUp((response, lines) =>
      response.end(lines.map((line) => line.replace(/\d+$/, '0')).join('\n')),
    );
    expect(await look(BREACHED)).toBe('not found');
  });

  it('finds a digest in small letters, the last of a thousand', async () => {
    const { look } = await setUp((response, lines) => {
      const others = Array.from({ length: 1_000 }, (_, n) => `${String(n).padStart(35, '0')}:1`);
      response.end([...others, ...lines].join('\n').toLowerCase());
    });
    expect(await look(BREACHED)).toBe('breached');
  });

  it.each<[string, RegExp, Answer]>([
    ['sends an empty answer', /something else/, (response) => response.end()],
    [
      'cuts an answer in the middle of a line',
      /something else/,
      (response, [line = '']) => response.end(line.slice(0, 30)),
    ],
    ['breaks off', /terminated|closed/i, (response) => response.writeHead(200).write('0', () => response.destroy())],
    ['has no such route', /404/, (response) => response.writeHead(404).end()],
    [
      'answers without end',
      /more than 262144 bytes/,
      (response) => {
        const line = `${'0'.repeat(35)}:1\r\n`.repeat(1_000);
        // On Node 26 a response is not yet destroyed when its writes already fail.
        const pour = (fault?: Error | null) => fault || response.destroyed || response.write(line, pour);
        pour();
      },
    ],
  ])('is unavailable where the service %s, and says why', async (_what, why, answer) => {
    const { look, told } = await setUp(answer);
    expect(await look(BREACHED)).toBe('unavailable');
    expect(told).toEqual([expect.stringMatching(why)]);
  });

  it('waits for no drip beyond its time', async () => {
    const drip: Answer = (response) => {
      const line = `${'0'.repeat(35)}:1\r\n`;
      const timer = setInterval(() => response.write(line), 20);
      response.on('close', () => clearInterval(timer));
    };
    const { look, told } = await setUp(drip, 150);
    expect(await look(BREACHED)).toBe('unavailable');
    expect(told).toEqual([expect.stringMatching(/time/i)]);
  });

  it('follows no redirect, not even to an answer that would acquit', async () => {
    const elsewhere = await startRangeService([]);
    onTestFinished(() => elsewhere.close());
    const { look } = await setUp((response) =>
      response.writeHead(302, { Location: `${elsewhere.url}/range/00000` }).end(),
    );
    expect(await look(BREACHED)).toBe('unavailable');
    expect(elsewhere.asked).toEqual([]);
  });

  it('tells nothing of the password where nobody listens', async () => {
    const { service, look, told } = await setUp(honest);
    await service.close();
    expect(await look(BREACHED)).toBe('unavailable');
    expect(told.join()).toMatch(/ECONNREFUSED/);
    expect(told.join()).not.toMatch(/range/);
  });

  it.each(['https://user:secret@ranges.example.com', 'ftp://ranges.example.com', 'ranges.example.com', ''])(
    'cannot be made for %j, and repeats nothing of it',
    (baseUrl) => {
      expect(() => pwnedPasswords({ baseUrl })).toThrow(
        new TypeError('baseUrl must be an http or https URL without user and password'),
      );
    },
  );

  it('keeps a bounded number waiting, and lets the rest go unjudged at once', async () => {
    const { service, look, told } = await setUp(() => {}, 200);
    const verdicts = await Promise.all(Array.from({ length: 40 }, () => look(BREACHED)));
    expect(new Set(verdicts)).toEqual(new Set(['unavailable']));
    expect(told.slice(0, 8)).toEqual(Array(8).fill('16 wait for the breach service already'));
    expect(told.slice(8).join()).not.toContain('already');
    expect(service.asked.length).toBeLessThanOrEqual(32);
  });
});
