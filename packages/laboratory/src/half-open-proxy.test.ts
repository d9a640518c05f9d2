import { once } from 'node:events';
import { type AddressInfo, connect, createServer, type Socket } from 'node:net';
import { describe, expect, it, onTestFinished } from 'vitest';
import { eventually } from './eventually.ts';
import { type HalfOpenProxy, startHalfOpenProxy } from './half-open-proxy.ts';

/** A server that says everything back, and the proxy before it. */
async function open(): Promise<HalfOpenProxy> {
  const echo = createServer((socket) => socket.on('error', () => {}).pipe(socket)).listen(0, '127.0.0.1');
  await once(echo, 'listening');
  const proxy = await startHalfOpenProxy({ host: '127.0.0.1', port: (echo.address() as AddressInfo).port });
  onTestFinished(async () => {
    await proxy.stop();
    echo.close();
  });
  return proxy;
}

interface Client {
  readonly socket: Socket;
  heard(): string;
  say(text: string): void;
}

async function join({ host, port }: HalfOpenProxy): Promise<Client> {
  const socket = connect(port, host).setEncoding('utf8');
  onTestFinished(() => void socket.destroy());
  let heard = '';
  socket.on('data', (text) => {
    heard += text;
  });
  await once(socket, 'connect');
  return { socket, heard: () => heard, say: (text) => void socket.write(text) };
}

const hears = (client: Client, text: string) => eventually(`it hears ${text}`, () => client.heard() === text);

describe('startHalfOpenProxy', () => {
  it('passes what is said, and the end of it', async () => {
    const client = await join(await open());
    client.say('hello');
    await hears(client, 'hello');
    client.socket.end();
    await once(client.socket, 'end');
  });

  it('goes silent: takes new connections, keeps all of them open, and swallows what is said', async () => {
    const proxy = await open();
    const old = await join(proxy);
    proxy.goSilent();
    const young = await join(proxy);
    for (const client of [old, young]) client.say('lost');
    await eventually('both were swallowed', () => proxy.swallowed() === 8);
    proxy.heal();
    const witness = await join(proxy);
    witness.say('here');
    await hears(witness, 'here');
    expect([old.heard(), young.heard(), proxy.connections()]).toEqual(['', '', 3]);
  });

  it('leaves a connection silent that has lost bytes, and lets one go on that has not', async () => {
    const proxy = await open();
    const [lost, whole] = [await join(proxy), await join(proxy)];
    proxy.goSilent();
    lost.say('lost');
    await eventually('it was swallowed', () => proxy.swallowed() === 4);
    proxy.heal();
    whole.say('whole');
    await hears(whole, 'whole');
    lost.say(' again');
    whole.say('!');
    await hears(whole, 'whole!');
    expect(proxy.swallowed()).toBe(10);
    expect(lost.heard()).toBe('');
  });

  it('delays without changing the order, also when the delay shrinks', async () => {
    const proxy = await open();
    const client = await join(proxy);
    proxy.delay(50);
    client.say('first ');
    await eventually('it was written', () => client.socket.writableLength === 0);
    proxy.delay(1);
    client.say('second');
    await hears(client, 'first second');
  });

  it('resets every connection, and passes new ones', async () => {
    const proxy = await open();
    const client = await join(proxy);
    client.say('hello');
    await hears(client, 'hello');
    const failure = once(client.socket, 'error').catch((error: unknown) => [error]);
    proxy.reset();
    expect((await failure)[0]).toMatchObject({ code: 'ECONNRESET' });
    const next = await join(proxy);
    next.say('again');
    await hears(next, 'again');
  });

  it('stands in for a server in its URL', async () => {
    const proxy = await open();
    expect(proxy.before('postgres://jane@127.0.0.1:5432/rekey?x=1')).toBe(
      `postgres://jane@127.0.0.1:${proxy.port}/rekey?x=1`,
    );
  });
});
