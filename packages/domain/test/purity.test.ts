import { createLetterTexts } from '@rekey/mail';
import {
  createMemoryStore,
  memoryAddressLimiter,
  memoryMailer,
  memoryPasswordBlocklist,
  memoryPasswordHasher,
  memoryTokenSource,
  systemClock,
} from '@rekey/memory';
import { describe, expect, it } from 'vitest';
import type * as Domain from '../src/index.ts';
import { loadDomainInBareRealm } from './bare-realm.ts';
import { userRow } from './rows.ts';
import { HERE } from './world.ts';

describe('the domain', () => {
  it('runs a whole recovery where there is nothing but the language', async () => {
    const domain = loadDomainInBareRealm() as typeof Domain;
    const store = createMemoryStore();
    const { directory, tokens, letters, units } = store;
    const mailer = memoryMailer();
    const source = memoryTokenSource();
    const limiter = memoryAddressLimiter({ requests: 100, windowMs: 60_000 });
    const blocklist = memoryPasswordBlocklist([]);
    const policy = domain.createPasswordPolicy({ minimum: 15, normalization: 'nfc', serviceNames: [], blocklist });
    await store.addUser(userRow());

    await domain.createRequestReset({ answers: 'documented', limiter, directory, letters })({
      username: 'jane.doe',
      address: HERE,
    });
    const { deliver } = domain.createCourier({
      units,
      letters,
      source,
      mailer,
      clock: systemClock,
      texts: createLetterTexts({ publicUrl: 'https://id.example.com', pages: true }),
      messageIdHost: 'id.example.com',
      random: () => 0.5,
      rules: domain.DEFAULT_COURIER_RULES,
      tell: () => {},
      stopping: () => false,
    });
    await deliver();
    const token = /#([\w-]{43})$/m.exec(mailer.mails[0]?.text ?? '')?.[1] ?? '';
    expect(await domain.createInspectToken({ limiter, source, tokens, directory })({ token, address: HERE })).toEqual({
      kind: 'good',
    });
    const setPassword = domain.createSetPassword({
      limiter,
      policy,
      source,
      tokens,
      directory,
      hasher: memoryPasswordHasher(),
      units,
    });
    const chosen = { token, newPassword: 'a long new password', address: HERE };
    expect(await setPassword(chosen)).toMatchObject({ kind: 'changed', user: { username: 'jane.doe' } });
    expect(await setPassword(chosen)).toEqual({ kind: 'bad-token' });
    await deliver();
    expect(mailer.mails.map(({ subject }) => subject)).toEqual(['Reset your password', 'Your password was changed']);
  });
});
