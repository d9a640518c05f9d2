import { once } from 'node:events';
import { connect } from 'node:net';

/** One kept connection, as bare as Node has it: no parser and no agent between a request and its time. */
export interface Connection {
  /** Sends one request and answers how long its whole answer took, in nanoseconds; throws if it is not answered with this status. */
  ask(request: Buffer, status: string): Promise<number>;
  close(): void;
}

const HEAD_END = Buffer.from('\r\n\r\n');

export async function openConnection(port: number): Promise<Connection> {
  const socket = connect(port, '127.0.0.1').setNoDelay();
  await once(socket, 'connect');
  let settle: { resolve(ns: number): void; reject(fault: Error): void } | null = null;
  let wanted = '';
  let askedAt = 0n;
  let received: Buffer = Buffer.alloc(0);

  const fail = (fault: Error) => settle?.reject(fault);
  socket.on('error', fail).on('close', () => fail(new Error('the server closed the connection')));
  socket.on('data', (chunk) => {
    const at = process.hrtime.bigint();
    received = received.length === 0 ? chunk : Buffer.concat([received, chunk]);
    if (!isWhole(received)) return;
    const status = received.toString('latin1', 9, 12);
    received = Buffer.alloc(0);
    if (status === wanted) settle?.resolve(Number(at - askedAt));
    else fail(new Error(`${wanted} was expected, and ${status} came`));
  });
  return {
    ask: (request, status) =>
      new Promise((resolve, reject) => {
        settle = { resolve, reject };
        wanted = status;
        askedAt = process.hrtime.bigint();
        socket.write(request);
      }),
    close: () => socket.destroy(),
  };
}

function isWhole(answer: Buffer): boolean {
  const end = answer.indexOf(HEAD_END);
  if (end < 0) return false;
  const length = /\r\ncontent-length: (\d+)/i.exec(answer.toString('latin1', 0, end))?.[1];
  return answer.length >= end + HEAD_END.length + Number(length);
}
