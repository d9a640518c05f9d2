import { eventually, freePort } from '@rekey/laboratory';
import { settingsForTest, startRekey } from '../rekey-process.ts';

const API = '/api/1/services/api/1/user';

/** One `rekey serve --without-courier`, as a client sees it. */
export interface Service {
  readonly pid: number;
  readonly port: number;
  ask(username: string, headers?: Readonly<Record<string, string>>): Promise<Response>;
  validate(token: string): Promise<Response>;
  setPassword(token: string, newPassword: string): Promise<Response>;
}

/** Starts so many services on one database; they end with the test. Whoever posts two hundred times comes from one address. */
export async function startServices(
  databaseUrl: string,
  count: number,
  env: (index: number) => Readonly<Record<string, string>> = () => ({}),
): Promise<readonly Service[]> {
  return Promise.all(Array.from({ length: count }, (_, index) => startService(databaseUrl, env(index))));
}

async function startService(databaseUrl: string, env: Readonly<Record<string, string>>): Promise<Service> {
  const port = String(await freePort());
  const own = { REKEY_DATABASE_URL: databaseUrl, REKEY_PORT: port, REKEY_LIMIT_PER_ADDRESS: 'off' };
  const program = startRekey({ ...(await settingsForTest()), ...own, ...env }, 'serve', '--without-courier');
  const origin = `http://127.0.0.1:${port}`;
  await eventually('the service answers', () => fetch(origin).then((answer) => answer.status === 404), 20_000);
  return {
    pid: program.pid,
    port: Number(port),
    ask: (username, headers = {}) =>
      get(`${origin}${API}/forgot-password.json?username=${encodeURIComponent(username)}`, { headers }),
    validate: (token) => get(`${origin}${API}/validate-token.json?token=${token}`),
    setPassword: (token, newPassword) =>
      get(`${origin}${API}/set-password.json`, {
        method: 'POST',
        headers: { 'Content-Type': 'application/json' },
        body: JSON.stringify({ token, new: newPassword }),
      }),
  };
}

/** Reads the body as well: an answer that is not read keeps its connection. */
async function get(url: string, init?: RequestInit): Promise<Response> {
  const answer = await fetch(url, init);
  await answer.arrayBuffer();
  return answer;
}
