import { describe, expect, it } from 'vitest';
import { hostDatabase } from './attached-database.ts';
import { reset, serveAttached } from './attached-service.ts';
import { startBetterAuth } from './better-auth-server.ts';

const JANE = 'jane@example.com';
const OLD = 'what jane chose at first';
// Composed to NFKC this has another length and other letters: better-auth does that, and so must Rekey.
const NEW = 'ﬁve Angstro\u0308m \u212b, ① 🔑';

describe('better-auth itself', () => {
  it('signs in with the password of a reset, and not with the old one or in an old session', async () => {
    const host = await hostDatabase();
    const application = await startBetterAuth(host.ownerUrl);
    const cookie = await application.signUp(JANE, OLD);
    expect(await application.isSignedIn(cookie)).toBe(true);

    const stage = await serveAttached(host, 'better-auth');
    expect(await stage.opens(JANE, OLD)).toBe(true);
    await reset(stage, 'Jane@Example.com', JANE, NEW);

    expect(await application.signIn(JANE, NEW)).toBe(200);
    expect(await application.signIn(JANE, NEW.normalize('NFKC'))).toBe(200);
    expect(await application.signIn(JANE, OLD)).toBe(401);
    expect(await application.isSignedIn(cookie)).toBe(false);
  });
});
