import Hapi from '@hapi/hapi';
import { type Headers, head, sendRaw } from '@rekey/laboratory';
import { listen } from '../../hapi/test/server-under-test.ts';
import { type PagesOptions, pagesPlugin } from '../src/index.ts';

/** A listening server with the pages; a use case that is not given fails the test when it is reached. */
export async function startPages(given: Partial<PagesOptions> = {}): Promise<number> {
  const unreachable = () => Promise.reject(new Error('no use case was to be reached'));
  const server = Hapi.server({ debug: false });
  const options: PagesOptions = {
    requestReset: unreachable,
    setPassword: unreachable,
    reportNotMe: unreachable,
    tokenLifeMs: 1_800_000,
    password: { minimum: 15, normalization: 'nfc', serviceNames: ['rekey'] },
    serviceName: 'Example Studio',
    ...given,
  };
  await server.register({ plugin: pagesPlugin, options });
  return listen(server);
}

/** Sends a form as a browser does. */
export function sendForm(port: number, path: string, fields: Readonly<Record<string, string>>, headers: Headers = {}) {
  const body = new URLSearchParams(fields).toString();
  const all = {
    'Content-Type': 'application/x-www-form-urlencoded',
    'Content-Length': String(body.length),
    ...headers,
  };
  return sendRaw(port, head('POST', path, all), body);
}
