import type { InspectTokenOutcome } from '@rekey/domain';
import { ask, row } from '@rekey/laboratory';
import { describe, expect, it } from 'vitest';
import { API, startServer } from '../test/server-under-test.ts';

const PATH = `${API}/validate-token.json`;

async function serverThatAnswers(outcome: InspectTokenOutcome) {
  const tokens: string[] = [];
  const port = await startServer({
    inspectToken: async ({ token }) => {
      tokens.push(token);
      return outcome;
    },
  });
  return { port, tokens };
}

describe('GET validate-token.json', () => {
  it.each<[InspectTokenOutcome, number, string]>([
    [{ kind: 'good' }, 200, 'OK'],
    [{ kind: 'bad-token' }, 401, 'Unauthorized'],
    [{ kind: 'externally-managed' }, 403, 'Externally managed user'],
    [{ kind: 'user-gone' }, 404, 'User not found'],
    [{ kind: 'too-many-requests', retryAfterMs: 1 }, 429, 'Too many requests'],
  ])('answers %j with %i and no Location', async (outcome, status, message) => {
    const { port, tokens } = await serverThatAnswers(outcome);
    const answer = await ask(port, 'GET', `${PATH}?token=a%2Db`);
    expect(row(answer)).toEqual({ status, location: undefined, body: `{"message":"${message}"}` });
    expect(answer.headers.has('retry-after')).toBe(status === 429);
    expect(answer.headers.has('www-authenticate')).toBe(false);
    expect(tokens).toEqual(['a-b']);
  });

  it.each(['', '?token=', '?token', '?token=a&token=b', '?token[]=a', '?token.x=a', '?token=%FF', '?Token=a'])(
    'answers 400 to %j before anything else',
    async (query) => {
      const { port, tokens } = await serverThatAnswers({ kind: 'too-many-requests', retryAfterMs: 1 });
      const answer = await ask(port, 'GET', PATH + query);
      expect(row(answer)).toEqual({ status: 400, location: undefined, body: '{"message":"Invalid parameter(s)"}' });
      expect(tokens).toEqual([]);
    },
  );
});
