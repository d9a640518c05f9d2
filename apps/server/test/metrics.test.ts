import { freePort } from '@rekey/laboratory';
import { describe, expect, it } from 'vitest';
import { logged, settingsForTest, startRekey } from './rekey-process.ts';

const TOKEN = 'of-the-admin-port-0123456789';
const FORGOT = '/api/1/services/api/1/user/forgot-password.json';

async function scraping(...args: readonly string[]) {
  const port = await freePort();
  const settings = { ...(await settingsForTest()), REKEY_ADMIN_PORT: String(port), REKEY_ADMIN_TOKEN: TOKEN };
  const program = startRekey(settings, ...args);
  await logged(program, 'the admin port is open');
  const scrape = async () => {
    const answer = await fetch(`http://127.0.0.1:${port}/metrics`, { headers: { authorization: `Bearer ${TOKEN}` } });
    expect(answer.headers.get('content-type')).toBe('text/plain; version=0.0.4; charset=utf-8');
    return answer.text();
  };
  return { settings, program, port, scrape };
}

describe('/metrics', () => {
  it('tells of the service and of its courier on one page, without a word of whom', async () => {
    const { settings, program, scrape } = await scraping('serve');
    await logged(program, 'the courier is at work');
    await scrape();
    await fetch(`${settings.REKEY_PUBLIC_URL}${FORGOT}?username=jane-of-the-test`);
    await fetch(`${settings.REKEY_PUBLIC_URL}/path-of-a-stranger`);
    await expect.poll(scrape, { timeout: 20_000 }).toContain('rekey_mails_total{outcome="skipped",part="courier"} 1');
    await expect.poll(scrape, { timeout: 20_000 }).toContain('rekey_letters{state="skipped",part="server"} 1');
    const page = await scrape();
    expect(page).toContain(`rekey_http_requests_total{route="${FORGOT}",status="200",part="server"} 1`);
    expect(page).toContain('rekey_http_requests_total{route="none",status="404",part="server"} 1');
    expect(page).toContain('rekey_outcomes_total{use_case="request-reset",outcome="accepted",part="server"} 1');
    expect(page).toContain('rekey_hashes_waiting{part="server"} 0');
    expect(page).toMatch(/rekey_database_connections\{pool="write",state="used",part="server"\} \d/);
    expect(page).toMatch(/rekey_nodejs_eventloop_lag_p99_seconds\{part="courier"\} /);
    expect(page).not.toMatch(/jane|stranger/);
    expect(page.match(/^[a-z]\w*/gm)?.filter((name) => !name.startsWith('rekey_'))).toEqual([]);
    expect((await program.stop()).code).toBe(0);
  });

  it('tells of a courier on its own, and asks for the token', async () => {
    const { scrape, port, program } = await scraping('courier');
    expect(await scrape()).toMatch(/rekey_build_info\{version="[\d.]+",node="[\d.]+",part="courier"\} 1/);
    expect((await fetch(`http://127.0.0.1:${port}/metrics`)).status).toBe(401);
    expect((await program.stop()).code).toBe(0);
  });
});
