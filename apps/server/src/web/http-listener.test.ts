import { once } from 'node:events';
import { type AddressInfo, connect } from 'node:net';
import { describe, expect, it, onTestFinished } from 'vitest';
import { httpListener } from './http-listener.ts';

describe('httpListener', () => {
  it('gives nobody more time than a request of ours can need', () => {
    const { headersTimeout, requestTimeout, keepAliveTimeout, maxConnections } = httpListener(7);
    expect({ headersTimeout, requestTimeout, keepAliveTimeout, maxConnections }).toEqual({
      headersTimeout: 5_000,
      requestTimeout: 10_000,
      keepAliveTimeout: 10_000,
      maxConnections: 7,
    });
  });

  it('drops whoever connects beyond the bound, and serves who was there', async () => {
    const listener = httpListener(1).listen(0, '127.0.0.1');
    onTestFinished(() => listener.closeAllConnections());
    onTestFinished(() => void listener.close());
    listener.on('request', (_request, response) => response.end('here'));
    await once(listener, 'listening');
    const { port } = listener.address() as AddressInfo;
    const first = connect(port, '127.0.0.1');
    await once(listener, 'connection');
    await once(connect(port, '127.0.0.1').resume(), 'close');
    first.write('GET / HTTP/1.1\r\nHost: x\r\n\r\n');
    expect(String((await once(first, 'data'))[0])).toContain('200 OK');
  });
});
