import { once } from 'node:events';
import { connect, type Socket } from 'node:net';
import { eventually, isLong, printFigures, quantile, rounds } from '@rekey/laboratory';
import { describe, expect, it, onTestFinished } from 'vitest';
import { openGround } from '../reliability/ground.ts';
import { startServices } from '../reliability/services.ts';

const SLEEPERS = rounds(200, 2_000);
const ASKED_MEANWHILE = rounds(100, 2_000);
const HEADERS_TIMEOUT = isLong ? '5s' : '2s';

const API = '/api/1/services/api/1/user';
// Each begins a request and never ends it.
const BEGINNINGS = [
  '',
  'GET',
  `GET ${API}/forgot-password.json?username=jane HTTP/1.1\r\nHost: x\r\nX-Slow: `,
  `POST ${API}/set-password.json HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\nContent-Length: 99\r\n\r\n{`,
  `POST ${API}/set-password.json HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\nTransfer-Encoding: chunked\r\n\r\n5\r\n{`,
  `POST ${API}/nowhere HTTP/1.1\r\nHost: x\r\nContent-Length: 99999\r\n\r\n{`,
];

/** A client that sends a byte now and then, so that it never looks idle, until it is thrown out. */
async function startSleeper(port: number, beginning: string): Promise<Socket> {
  const socket = connect(port, '127.0.0.1').on('error', () => undefined);
  socket.resume();
  await once(socket, 'connect');
  socket.write(beginning);
  const dripping = setInterval(() => socket.write('a'), 500);
  socket.once('close', () => clearInterval(dripping));
  onTestFinished(() => void socket.destroy());
  return socket;
}

describe('clients that never finish what they began', () => {
  it('are thrown out, and whoever asks meanwhile is answered', async () => {
    const ground = await openGround('sqlite');
    ground.open();
    const timeouts = { REKEY_HEADERS_TIMEOUT: HEADERS_TIMEOUT, REKEY_BODY_TIMEOUT: HEADERS_TIMEOUT };
    const [service] = await startServices(ground.url, 1, () => timeouts);
    if (service === undefined) throw new Error('no service');

    const took = async () => {
      const began = performance.now();
      expect((await service.ask('jane')).status).toBe(200);
      return performance.now() - began;
    };
    const quiet: number[] = [];
    for (let n = 0; n < ASKED_MEANWHILE; n += 1) quiet.push(await took());

    const began = performance.now();
    const sleepers = await Promise.all(
      Array.from({ length: SLEEPERS }, (_, n) => startSleeper(service.port, BEGINNINGS[n % BEGINNINGS.length] ?? '')),
    );
    const meanwhile: number[] = [];
    for (let n = 0; n < ASKED_MEANWHILE; n += 1) meanwhile.push(await took());
    await eventually('every sleeper is gone', () => sleepers.every(({ destroyed }) => destroyed), 60_000);
    const seconds = (performance.now() - began) / 1_000;
    expect((await service.ask('jane')).status).toBe(200);
    printFigures('Clients that never finish what they began', [
      {
        'sleepy connections': SLEEPERS,
        'asked meanwhile': meanwhile.length,
        'p99, ms': quantile(meanwhile, 0.99).toFixed(1),
        'p99 without them, ms': quantile(quiet, 0.99).toFixed(1),
        'last one out after, s': seconds.toFixed(1),
        'time-outs': HEADERS_TIMEOUT,
      },
    ]);
  }, 180_000);
});
