import { createRekeyClient } from '@rekey/client';
import { describe, expect, it, onTestFinished } from 'vitest';
import { NEW_PASSWORD, OLD_PASSWORD, openStage } from './stage.ts';

describe('@rekey/client', () => {
  it('recovers a password from a service below a base path', async () => {
    const operatorToken = 'of-the-client-0123456789';
    const settings = { REKEY_BASE_PATH: '/studio', REKEY_OPERATOR_TOKEN: operatorToken };
    const stage = await openStage('sqlite', settings);
    onTestFinished(async () => void (await stage.close()));
    await stage.addUser('jane+1@example.test', '--email', 'jane@example.test');
    const rekey = createRekeyClient(`${stage.origin}/studio/`);

    expect(await rekey.forgotPassword('nobody')).toEqual({ kind: 'unknown-user' });
    expect(await rekey.forgotPassword('jane+1@example.test')).toEqual({ kind: 'accepted' });
    const token = await stage.tokenMailedTo('jane@example.test');
    expect(await rekey.validateToken(token)).toEqual({ kind: 'good' });
    expect(await rekey.setPassword(token, NEW_PASSWORD)).toEqual({ kind: 'changed' });
    expect(await rekey.setPassword(token, NEW_PASSWORD)).toEqual({ kind: 'bad-token' });
    expect(await stage.opens('jane+1@example.test', OLD_PASSWORD)).toBe(false);
    expect(await stage.opens('jane+1@example.test', NEW_PASSWORD)).toBe(true);
    const found = { kind: 'found', user: { username: 'jane+1@example.test', email: 'jane@example.test' } };
    expect(await rekey.getUser('jane+1@example.test', operatorToken)).toMatchObject(found);

    const elsewhere = createRekeyClient(stage.origin);
    expect(await elsewhere.validateToken(token)).toEqual({ kind: 'unreachable', status: 404 });
  });
});
