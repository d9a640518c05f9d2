import { faultLine } from '../log/fault-fields.ts';
import { within } from '../processes/waiting.ts';
import { catalogue, type GroupName, type SettingsOf } from '../settings/catalogue.ts';
import type { Environment } from '../settings/environment.ts';
import { readSettings } from '../settings/read-settings.ts';
import { SettingsFault } from '../settings/settings-fault.ts';
import { readTexts } from '../settings/texts-file.ts';
import { settingsWarnings } from '../settings/warnings.ts';
import { examineDatabase } from './examine-database.ts';
import { examineHasher } from './examine-hasher.ts';
import { examineRelay } from './examine-relay.ts';
import { type Finding, well, wrong } from './finding.ts';

// Every part has time-outs of its own; this one is for what they forgot.
const LONGEST_MS = 30_000;

/** Looks at one thing after the other; what cannot be looked at, because its settings are wrong, is left out. */
export async function* examine(environment: Environment): AsyncGenerator<Finding> {
  yield* examineSettings(environment);
  const database = readable(environment, 'database');
  const passwords = readable(environment, 'passwords');
  if (database !== null) yield* await bounded('database', examineDatabase(database.database, passwords));
  if (passwords !== null && database !== null) {
    yield* await bounded('hashes', examineHasher({ ...passwords, ...database }));
  }
  const mail = readable(environment, 'mail');
  if (mail !== null) yield* await bounded('relay', examineRelay(mail));
}

function* examineSettings(environment: Environment): Generator<Finding> {
  try {
    const settings = readSettings(environment, Object.keys(catalogue) as GroupName[]);
    readTexts(settings.branding.textsPath);
    yield well('settings', 'all of them can be used');
    for (const warning of settingsWarnings(environment, settings)) yield well('settings', `but note: ${warning}`);
  } catch (fault) {
    if (!(fault instanceof SettingsFault)) throw fault;
    for (const line of fault.faults) yield wrong('settings', line);
  }
}

function readable<Name extends GroupName>(environment: Environment, name: Name): SettingsOf<Name> | null {
  try {
    return readSettings(environment, [name]);
  } catch {
    return null;
  }
}

async function bounded(subject: string, work: Promise<readonly Finding[]>): Promise<readonly Finding[]> {
  const late = [wrong(subject, `no answer within ${LONGEST_MS / 1_000} s`)];
  try {
    return await within(LONGEST_MS, work, late);
  } catch (fault) {
    return [wrong(subject, faultLine(fault))];
  }
}
