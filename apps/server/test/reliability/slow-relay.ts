import { type Act, type ScriptedSmtp, type SmtpScript, startScriptedSmtp } from '@rekey/laboratory';
import { onTestFinished } from 'vitest';
import type { Engine } from '../journey/stage.ts';
import { logged, settingsForTest, startRekey } from '../rekey-process.ts';
import { type Ground, openGround } from './ground.ts';
import { recoveryOn } from './recovery.ts';

export const OK = '250 2.0.0 OK';

const oneDomain = (name: string) => `${name}@example.test`;
const manyDomains = (name: string) => `${name}@${name}.example.test`;

async function addUsers(ground: Ground, names: readonly string[], addressOf: (name: string) => string): Promise<void> {
  for (const name of names) {
    await ground.sql('insert into users (username, email) values (?, ?)', [name, addressOf(name)]);
  }
}

export type Domains = 'one' | 'many';

/** A courier of its own process, a relay that notes when it took a mail, and users who can ask. */
export async function openSlowRelay(
  engine: Engine,
  names: readonly string[],
  { script, domains }: { readonly script: SmtpScript; readonly domains: Domains },
) {
  const ground = await openGround(engine);
  await addUsers(ground, names, domains === 'one' ? oneDomain : manyDomains);
  const recovery = recoveryOn(ground.open());
  const askedAt = new Map<string, number>();
  const tookMs = new Map<string, number>();
  const relay: ScriptedSmtp = await startScriptedSmtp({});
  const { dot = OK, ...before } = script;
  const arrive: Act = (wire) => {
    const name = wire.recipient.split('@', 1)[0] ?? '';
    if (!tookMs.has(name)) tookMs.set(name, performance.now() - (askedAt.get(name) ?? 0));
  };
  relay.follow({
    ...before,
    async dot(wire) {
      await (typeof dot === 'string' ? wire.write(`${dot}\r\n`) : dot(wire));
      await (typeof arrive === 'string' ? undefined : arrive(wire));
    },
  });
  onTestFinished(() => relay.stop());
  const env = {
    ...(await settingsForTest()),
    REKEY_DATABASE_URL: ground.url,
    REKEY_SMTP_URL: `smtp://${relay.host}:${relay.port}?tls=off`,
    REKEY_LIMIT_PER_USER: 'off',
  };
  const courier = startRekey(env, 'courier');
  await logged(courier, 'the courier is at work');
  const ask = async (name: string, from?: string) => {
    if (!askedAt.has(name)) askedAt.set(name, performance.now());
    await recovery.ask(name, from);
  };
  return { ask, tookMs, courier, relay };
}
