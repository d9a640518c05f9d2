import bcryptjs from 'bcryptjs';
import { describe, expect, it } from 'vitest';
import type { ApplicationFixture } from './application-fixture.ts';
import { parseServer } from './applications/parse-server.ts';
import { strapi } from './applications/strapi.ts';
import { hostDatabase } from './attached-database.ts';
import { reset, serveAttached } from './attached-service.ts';
import { OLD_PASSWORD } from './old-hashes.ts';

const NEW_PASSWORD = 'Grüße, what jane chose 🔑';

/** Both hash and compare with bcryptjs. Directus's argon2 is native, and is asked in `hosts/sign-ins.hosts.test.ts`. */
describe.each<ApplicationFixture>([strapi, parseServer])('$name, which signs in with bcryptjs', (application) => {
  it('takes the password of a reset, and not the old one', async () => {
    const host = await hostDatabase();
    await host.run([...application.tables, ...application.addJane(await bcryptjs.hash(OLD_PASSWORD, 10))]);
    const stage = await serveAttached(host, application.name);
    expect(await stage.opens(application.typed, OLD_PASSWORD)).toBe(true);
    await reset(stage, application.typed, 'jane@example.com', NEW_PASSWORD);

    const [row] = await host.run([application.stored]);
    const stored = String(row?.['stored']);
    expect(await bcryptjs.compare(NEW_PASSWORD, stored)).toBe(true);
    expect(await bcryptjs.compare(OLD_PASSWORD, stored)).toBe(false);
  });
});
