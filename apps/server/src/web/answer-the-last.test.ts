import { once } from 'node:events';
import { createServer, get } from 'node:http';
import { type AddressInfo, connect } from 'node:net';
import { describe, expect, it, onTestFinished } from 'vitest';
import { answerTheLast } from './answer-the-last.ts';

async function listening() {
  const listener = createServer((_request, response) => response.end('whole'));
  listener.listen(0, '127.0.0.1');
  await once(listener, 'listening');
  onTestFinished(() => listener.closeAllConnections());
  return { listener, port: (listener.address() as AddressInfo).port };
}

describe('answerTheLast', () => {
  it('answers who was connected and had not asked yet, and says that this was the last answer', async () => {
    const { listener, port } = await listening();
    const socket = connect(port, '127.0.0.1');
    await once(socket, 'connect');
    const over = answerTheLast(listener);
    socket.write('GET / HTTP/1.1\r\nHost: x\r\n\r\n');
    let answer = '';
    for await (const text of socket.setEncoding('latin1')) answer += text;
    expect(answer).toMatch(/^HTTP\/1\.1 200 .*\r\nConnection: close\r\n.*whole/s);
    await over;
  });

  it('answers who connects a moment later, and refuses whoever comes when it is over', async () => {
    const { listener, port } = await listening();
    const over = answerTheLast(listener);
    const url = `http://127.0.0.1:${port}`;
    const [response] = await once(get(url, { agent: false }), 'response');
    expect(response.statusCode).toBe(200);
    response.resume();
    await over;
    await expect(once(get(url, { agent: false }), 'response')).rejects.toMatchObject({ code: 'ECONNREFUSED' });
  });

  it('does not cut an answer that takes longer', async () => {
    const { listener, port } = await listening();
    listener.removeAllListeners('request');
    const asked = once(listener, 'request');
    const pending = once(get(`http://127.0.0.1:${port}`), 'response');
    const [, late] = await asked;
    await answerTheLast(listener);
    late.end('late');
    const [response] = await pending;
    expect(await response.setEncoding('utf8').toArray()).toEqual(['late']);
  });
});
