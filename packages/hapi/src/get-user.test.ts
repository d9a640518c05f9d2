import type { LookUpUserOutcome } from '@rekey/domain';
import type { Revision, User, UserKey } from '@rekey/domain/values';
import { ask, row } from '@rekey/laboratory';
import { describe, expect, it } from 'vitest';
import { API, LOCATION, startServer } from '../test/server-under-test.ts';

const PATH = `${API}/get.json`;
const BEARER = { Authorization: 'Bearer s3cret' };

const jane: User = {
  key: '1' as UserKey,
  username: 'jane.doe',
  email: 'jane.doe@example.com',
  firstName: 'Jane',
  lastName: 'Doe',
  externallyManaged: false,
  enabled: true,
  locale: null,
  revision: 'r' as Revision,
};

async function serverThatFinds(outcome: LookUpUserOutcome, operatorToken: string | undefined = 's3cret') {
  const names: string[] = [];
  const port = await startServer({
    operatorToken,
    lookUpUser: async (username) => {
      names.push(username);
      return outcome;
    },
  });
  return { port, names };
}

describe('GET get.json', () => {
  it('shows an operator exactly five members, and where they are', async () => {
    const { port } = await serverThatFinds({ kind: 'found', user: jane });
    expect(row(await ask(port, 'GET', `${PATH}?username=jane.doe`, BEARER))).toEqual({
      status: 200,
      location: `${LOCATION}jane.doe`,
      body: '{"username":"jane.doe","first_name":"Jane","last_name":"Doe","email":"jane.doe@example.com","externally_managed":false}',
    });
  });

  it('shows absent names and e-mail as empty', async () => {
    const user = { ...jane, username: 'ü', email: null, firstName: null, lastName: null, externallyManaged: true };
    const { port } = await serverThatFinds({ kind: 'found', user });
    expect(row(await ask(port, 'GET', `${PATH}?username=%C3%BC`, BEARER))).toEqual({
      status: 200,
      location: `${LOCATION}%C3%BC`,
      body: '{"username":"ü","first_name":"","last_name":"","email":"","externally_managed":true}',
    });
  });

  it.each<[LookUpUserOutcome, number, string]>([
    [{ kind: 'malformed' }, 400, 'Invalid parameter(s)'],
    [{ kind: 'unknown-user' }, 404, 'User not found'],
  ])('answers %j with %i', async (outcome, status, message) => {
    const { port } = await serverThatFinds(outcome);
    const answer = await ask(port, 'GET', `${PATH}?username=jane.doe`, BEARER);
    expect(row(answer)).toEqual({ status, location: undefined, body: `{"message":"${message}"}` });
  });

  it.each(['', '?username=a&username=b', '?username[]=a', '?username=%FF'])('answers 400 to %j', async (query) => {
    const { port, names } = await serverThatFinds({ kind: 'found', user: jane });
    expect((await ask(port, 'GET', PATH + query, BEARER)).status).toBe(400);
    expect(names).toEqual([]);
  });

  it.each<[string, Record<string, string>]>([
    ['no header', {}],
    ['another token', { Authorization: 'Bearer s3cret2' }],
    ['another scheme', { Authorization: 'Basic s3cret' }],
    ['a token in the query only', {}],
  ])('answers 401 to %s, before 400 and 404', async (_, headers) => {
    const { port, names } = await serverThatFinds({ kind: 'unknown-user' });
    for (const query of ['?username=nobody&access_token=s3cret', '?username[]=a', '']) {
      const answer = await ask(port, 'GET', PATH + query, headers);
      expect(row(answer)).toEqual({ status: 401, location: undefined, body: '{"message":"Unauthorized"}' });
      expect(answer.headers.get('www-authenticate')).toBe('Bearer');
    }
    expect(names).toEqual([]);
  });

  it('answers 401 to everybody where no operator token is configured', async () => {
    const port = await startServer({});
    for (const headers of [{}, BEARER, { Authorization: 'Bearer undefined' }]) {
      const answer = await ask(port, 'GET', `${PATH}?username=jane.doe`, headers);
      expect(row(answer)).toEqual({ status: 401, location: undefined, body: '{"message":"Unauthorized"}' });
      expect(answer.headers.get('www-authenticate')).toBe('Bearer');
    }
  });
});
