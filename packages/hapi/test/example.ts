import Hapi from '@hapi/hapi';
import { commonPasswordBlocklist, cryptoTokenSource, passwordHasher } from '@rekey/crypto';
import {
  createInspectToken,
  createLookUpUser,
  createPasswordPolicy,
  createRequestReset,
  createSetPassword,
} from '@rekey/domain';
import { notFoundPlugin, rekeyPlugin } from '@rekey/hapi';
import { createMemoryStore, memoryAddressLimiter } from '@rekey/memory';

const policy = createPasswordPolicy({
  minimum: 15,
  normalization: 'nfc',
  serviceNames: ['studio'],
  blocklist: await commonPasswordBlocklist(),
});
const deps = {
  ...createMemoryStore(), // or the stores of @rekey/knex
  answers: 'private' as const,
  limiter: memoryAddressLimiter({ requests: 100, windowMs: 60_000 }),
  source: cryptoTokenSource(),
  hasher: passwordHasher(),
  policy,
};

export const server = Hapi.server({ host: '127.0.0.1', port: 3000 });
await server.register({
  plugin: rekeyPlugin,
  options: {
    publicUrl: 'https://accounts.example.com/studio',
    requestReset: createRequestReset(deps),
    setPassword: createSetPassword(deps),
    inspectToken: createInspectToken(deps),
    lookUpUser: createLookUpUser(deps),
    trustedProxies: ['10.0.0.0/8'],
  },
  routes: { prefix: '/studio' },
});
await server.register(notFoundPlugin); // only if the server is Rekey's own
