import { once } from 'node:events';
import { type AddressInfo, connect } from 'node:net';
import { describe, expect, it, onTestFinished } from 'vitest';
import { httpListener } from './http-listener.ts';

const SETTINGS = {
  maxConnections: 7,
  headersTimeoutMs: 5_000,
  bodyTimeoutMs: 6_000,
  idleTimeoutMs: 9_000,
  maxHeaderBytes: 2_048,
};

async function listening(settings: Partial<typeof SETTINGS> = {}) {
  const listener = httpListener({ ...SETTINGS, ...settings }).listen(0, '127.0.0.1');
  onTestFinished(() => listener.closeAllConnections());
  onTestFinished(() => void listener.close());
  listener.on('request', (_request, response) => response.end('here'));
  await once(listener, 'listening');
  return { listener, port: (listener.address() as AddressInfo).port };
}

describe('httpListener', () => {
  it('gives nobody more time than its settings say', () => {
    const { headersTimeout, requestTimeout, keepAliveTimeout, maxConnections } = httpListener(SETTINGS);
    expect({ headersTimeout, requestTimeout, keepAliveTimeout, maxConnections }).toEqual({
      headersTimeout: 5_000,
      requestTimeout: 11_000,
      keepAliveTimeout: 9_000,
      maxConnections: 7,
    });
  });

  it('closes on headers that are longer than its settings say', async () => {
    const { port } = await listening();
    const socket = connect(port, '127.0.0.1');
    socket.write(`GET / HTTP/1.1\r\nHost: x\r\nX: ${'x'.repeat(2_100)}\r\n\r\n`);
    expect(String((await once(socket, 'data'))[0])).toMatch(/^HTTP\/1\.1 431 /);
    await once(socket, 'close');
  });

  it('answers a request that expects what nobody knows, as if it did not', async () => {
    const { port } = await listening();
    const socket = connect(port, '127.0.0.1');
    socket.write('GET / HTTP/1.1\r\nHost: x\r\nExpect: nonsense\r\n\r\n');
    expect(String((await once(socket, 'data'))[0])).toMatch(/^HTTP\/1\.1 200 OK.*here/s);
    socket.destroy();
  });

  it('drops whoever connects beyond the bound, and serves who was there', async () => {
    const { listener, port } = await listening({ maxConnections: 1 });
    const first = connect(port, '127.0.0.1');
    await once(listener, 'connection');
    await once(connect(port, '127.0.0.1').resume(), 'close');
    first.write('GET / HTTP/1.1\r\nHost: x\r\n\r\n');
    expect(String((await once(first, 'data'))[0])).toContain('200 OK');
  });
});
