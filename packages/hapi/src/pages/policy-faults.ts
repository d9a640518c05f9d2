import type { PolicyReason } from '@rekey/domain';
import type { Fault } from './fault-summary.ts';
import type { PageTexts } from './page-texts.ts';
import type { Speech } from './speech.ts';

/** A text for every rule of the policy: a new rule does not compile until people can be told of it. */
const TEXTS = {
  'too-short': 'tooShort',
  'too-long': 'tooLong',
  common: 'common',
  'is-service-name': 'isServiceName',
  'is-username': 'isUsername',
  'is-email': 'isEmail',
  breached: 'breached',
} as const satisfies Readonly<Record<PolicyReason['code'], keyof PageTexts>>;

/** All rules that a password failed, in words. */
export function policyFaults(speech: Speech, reasons: readonly PolicyReason[]): readonly Fault[] {
  return reasons.map(({ code, ...limits }) => ({ field: 'password', text: speech.say(TEXTS[code], limits) }));
}
