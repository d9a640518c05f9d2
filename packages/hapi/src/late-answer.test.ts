import Hapi from '@hapi/hapi';
import { ask, head, type RawAnswer, sendRaw } from '@rekey/laboratory';
import { describe, expect, it, onTestFinished } from 'vitest';
import { API, accept, startServer } from '../test/server-under-test.ts';

const FORGOT = `${API}/forgot-password.json?username=jane.doe`;
const SET = `${API}/set-password.json`;

/** What would end a process that nobody watches. */
function watchProcess(): readonly unknown[] {
  const deadly: unknown[] = [];
  const note = (fault: unknown) => void deadly.push(fault);
  process.on('unhandledRejection', note);
  onTestFinished(() => void process.off('unhandledRejection', note));
  return deadly;
}

/** Node refuses what comes after the last request of a connection, while the body of that one comes to its end. */
function withMoreBehind(port: number, body: string): Promise<RawAnswer> {
  return sendRaw(port, `${head('PURGE', SET, { 'Content-Length': String(body.length) })}${body}and more`);
}

/** Hapi answers at the deadline; so many steps before it is about to send that, the use case comes to its end. */
async function bothAtTheDeadline(steps: number): Promise<RawAnswer> {
  let release = () => {};
  const server = Hapi.server();
  server.ext('onPreResponse', async (_, h) => {
    release();
    for (let step = 0; step < steps; step += 1) await null;
    return h.continue;
  });
  const requestReset = async (asked: { username: string }) => {
    await new Promise<void>((resolve) => (release = resolve));
    return accept(asked);
  };
  return ask(await startServer({ deadlineMs: 30, bodyDeadlineMs: 20, requestReset }, server), 'GET', FORGOT);
}

describe('an answer that comes while Hapi gives one by itself', () => {
  it('ends nothing where bytes follow the last request of a connection', async () => {
    const deadly = watchProcess();
    const port = await startServer({ requestReset: accept });
    for (const body of ['', '{}']) expect((await withMoreBehind(port, body)).status).toBe(400);
    expect(deadly).toEqual([]);
    expect((await ask(port, 'GET', FORGOT)).status).toBe(200);
  });

  it('ends nothing at the deadline, whichever of the two comes first', async () => {
    const deadly = watchProcess();
    const statuses = new Set<number>();
    for (let steps = 0; steps < 40; steps += 1) statuses.add((await bothAtTheDeadline(steps)).status);
    expect(deadly).toEqual([]);
    expect([...statuses].sort()).toEqual([200, 503]);
  });
});
