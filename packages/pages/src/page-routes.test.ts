import { ask, head, sendRaw } from '@rekey/laboratory';
import { expect, it, onTestFinished } from 'vitest';
import { accept } from '../../hapi/test/server-under-test.ts';
import { startPages } from '../test/pages-under-test.ts';

const FORM = { 'Content-Type': 'application/x-www-form-urlencoded' };

it('a page ends nothing where bytes follow the last request of a connection', async () => {
  const deadly: unknown[] = [];
  const note = (fault: unknown) => void deadly.push(fault);
  process.on('unhandledRejection', note);
  onTestFinished(() => void process.off('unhandledRejection', note));
  const port = await startPages({ requestReset: accept });
  for (const body of ['', 'username=jane.doe']) {
    const headers = { ...FORM, 'Content-Length': String(body.length) };
    // Node refuses what comes after the last request of a connection, while the body of that one comes to its end.
    const answer = await sendRaw(port, `${head('POST', '/forgot-password', headers)}${body}and more`);
    expect(answer.status).toBe(400);
  }
  expect(deadly).toEqual([]);
  expect((await ask(port, 'GET', '/forgot-password')).status).toBe(200);
});
