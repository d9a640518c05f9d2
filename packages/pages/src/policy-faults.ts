import type { PolicyReason } from '@rekey/domain';
import type { Fault } from './fault-summary.ts';
import type { PageTexts } from './page-texts.ts';
import type { Translator } from './translator.ts';

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
export function policyFaults(translator: Translator, reasons: readonly PolicyReason[]): readonly Fault[] {
  return reasons.map((reason) => ({ field: 'password', text: textOf(translator, reason) }));
}

function textOf(translator: Translator, reason: PolicyReason): string {
  if (reason.code === 'too-short') return translator.t('tooShort', { minimum: reason.minimum });
  if (reason.code !== 'too-long') return translator.t(TEXTS[reason.code]);
  return translator.t(reason.unit === 'bytes' ? 'tooManyBytes' : 'tooLong', { maximum: reason.maximum });
}
