import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { describeRecovery } from '@rekey/hapi';
import { describe, expect, it, onTestFinished } from 'vitest';
import { CHANGES, INSPECTIONS, LOOK_UPS, REQUESTS, type Situation } from '../../hapi/test/situations.ts';
import { createRekeyClient, type RekeyClient } from '../src/index.ts';

/** The outcomes that look the same from outside. */
const KIND_OF: Readonly<Record<string, string>> = { late: 'overloaded', 'no-mailbox': 'fault' };

type Call = (client: RekeyClient, situation: Situation) => Promise<{ readonly kind: string }>;
const CALLS: Readonly<Record<string, readonly [Call, Readonly<Record<string, () => Promise<Situation>>>]>> = {
  forgotPassword: [(client, { username }) => client.forgotPassword(username), REQUESTS],
  validateToken: [(client, { token }) => client.validateToken(token), INSPECTIONS],
  setPassword: [(client, { token, newPassword }) => client.setPassword(token, newPassword), CHANGES],
  getUser: [(client, { username, operatorToken }) => client.getUser(username, operatorToken), LOOK_UPS],
};

interface Operation {
  readonly operationId: string;
  readonly responses: Record<string, { readonly content: Record<string, { readonly examples: object }> }>;
}
const DESCRIBED = Object.values(describeRecovery({ servers: [] }).paths)
  .flatMap((methods) => Object.values(methods) as Operation[])
  .flatMap(({ operationId, responses }) =>
    Object.values(responses).flatMap(({ content }) =>
      Object.keys(content['application/json']?.examples ?? {}).map((outcome) => ({ operationId, outcome })),
    ),
  );

/** A server that is no Rekey. */
async function stranger(status: number, body: string, headers: Record<string, string> = {}) {
  const server = createServer((_, response) => response.writeHead(status, headers).end(body));
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  onTestFinished(() => void server.close());
  return createRekeyClient(`http://127.0.0.1:${(server.address() as AddressInfo).port}/`);
}

describe('createRekeyClient', () => {
  it.each(DESCRIBED)('tells of $operationId what the server comes to: $outcome', async ({ operationId, outcome }) => {
    const [call, situations] = CALLS[operationId] ?? [];
    const arrange = situations?.[outcome];
    if (call === undefined || arrange === undefined) throw new Error('the client has no such call');
    const situation = await arrange();
    const told = await call(createRekeyClient(`http://127.0.0.1:${situation.port}`), situation);
    const kind = KIND_OF[outcome] ?? outcome;
    expect(told.kind).toBe(kind);
    const waits = kind === 'too-many-requests' || kind === 'overloaded';
    expect('retryAfterMs' in told && Number(told.retryAfterMs) >= 1_000).toBe(waits);
  });

  it('hands over why a password was refused, and who a user is', async () => {
    const refused = await CHANGES.rejected();
    const client = createRekeyClient(`http://127.0.0.1:${refused.port}`);
    expect(await client.setPassword(refused.token, 'short')).toEqual({
      kind: 'rejected',
      reasons: [{ code: 'too-short', minimum: 15 }],
    });
    expect(await client.getUser('jane.doe', refused.operatorToken)).toMatchObject({
      kind: 'found',
      user: { username: 'jane.doe', externally_managed: false },
    });
  });

  it.each([
    [404, '{"message":"Not found"}'],
    [200, '<html>sign in</html>'],
    [200, 'null'],
    [200, '{"message":"Hello"}'],
    [403, '{"message":"Forbidden"}'],
    [502, ''],
  ])('takes %i %s for no answer of Rekey', async (status, body) => {
    const client = await stranger(status, body);
    const unreachable = { kind: 'unreachable', status };
    expect(await client.forgotPassword('jane')).toEqual(unreachable);
    expect(await client.validateToken('t')).toEqual(unreachable);
    expect(await client.setPassword('t', 'n')).toEqual(unreachable);
    expect(await client.getUser('jane', 'o')).toEqual(unreachable);
  });

  it('carries no token along a redirect', async () => {
    const client = await stranger(307, '', { location: 'https://elsewhere.example/' });
    expect(await client.setPassword('t', 'n')).toMatchObject({ kind: 'unreachable', cause: expect.any(TypeError) });
  });

  it('comes to an outcome where nothing answers, or nothing can be asked', async () => {
    for (const url of ['http://127.0.0.1:1', 'no URL']) {
      expect(await createRekeyClient(url).forgotPassword('jane')).toMatchObject({ kind: 'unreachable' });
    }
    const client = createRekeyClient('http://127.0.0.1:1');
    expect(await client.getUser('jane', 'no\nheader')).toMatchObject({ kind: 'unreachable' });
    expect(await client.forgotPassword('\ud800')).toEqual({ kind: 'malformed' });
  });

  it('ends with the reason of the signal', async () => {
    const { port, username } = await REQUESTS.late();
    const client = createRekeyClient(`http://127.0.0.1:${port}`);
    const reason = new Error('enough');
    await expect(client.forgotPassword(username, { signal: AbortSignal.abort(reason) })).rejects.toBe(reason);
    const controller = new AbortController();
    const asked = client.forgotPassword(username, { signal: controller.signal });
    controller.abort(reason);
    await expect(asked).rejects.toBe(reason);
  });
});
