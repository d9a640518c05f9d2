import type { PasswordNormalization } from '@rekey/domain/values';
import { type Html, html } from '@rekey/markup';
import { codeField } from './code-field.ts';
import { described } from './described.ts';
import { documentOf } from './document.ts';
import { type Fault, faultSummary } from './fault-summary.ts';
import { CHOOSE } from './page-names.ts';
import type { Visit } from './visit.ts';

/** What the form says and checks while somebody types; the server's policy is what counts. */
export interface ChooseRules {
  readonly minimum: number;
  readonly normalization: PasswordNormalization;
  readonly serviceNames: readonly string[];
  /** What the stored hash can tell apart, in bytes of UTF-8. Default: as much as the policy takes. */
  readonly maximumBytes?: number | undefined;
  /** 2: the new password is typed twice. */
  readonly fields: 1 | 2;
}

export interface Choice {
  readonly code: string;
  readonly password: string;
  readonly repeated: string;
}

/** The form, with the code of an earlier try and everything that was wrong with it. Never with a password. */
export function chooseForm(visit: Visit, rules: ChooseRules, { code }: Choice, faults: readonly Fault[]): Html {
  const { speech, href } = visit;
  const title = speech.say('chooseTitle');
  return documentOf(visit, {
    title,
    ...(faults.length > 0 && { tab: `${speech.say('faultMark')}: ${title}` }),
    here: CHOOSE,
    main: html`${faultSummary(speech, faults)}
<form method="post" action="${href(CHOOSE)}" novalidate data-takes-code data-choose data-minimum="${rules.minimum}" data-normalization="${rules.normalization}" data-names="${JSON.stringify(rules.serviceNames)}" data-progress="${speech.say('progress', { minimum: rules.minimum })}" data-long-enough="${speech.say('longEnough')}" data-is-service-name="${speech.say('isServiceName')}">
${codeField({ label: speech.say('code'), hint: speech.say('codeHint'), code, faulty: isFaulty(faults, 'code') })}
${passwordFields(visit, rules, faults)}
<button type="submit">${speech.say('chooseButton')}</button>
</form>`,
  });
}

const isFaulty = (faults: readonly Fault[], name: string): boolean => faults.some(({ field }) => field === name);

function passwordFields(
  { speech }: Visit,
  { minimum, maximumBytes, fields }: ChooseRules,
  faults: readonly Fault[],
): Html {
  const input = (id: string, label: string, hints: string) => html`<div class="field">
<label for="${id}">${label}</label>
<input type="password" id="${id}" name="${id}" required autocomplete="new-password" passwordrules="minlength: ${minimum}; maxlength: ${Math.min(Math.max(minimum, 64), maximumBytes ?? Infinity)}; allowed: ascii-printable;" autocapitalize="none" autocorrect="off" spellcheck="false" dir="auto" ${described(isFaulty(faults, id), hints)}>
</div>`;
  const rules = [
    speech.say('ruleLength', { minimum }),
    ...(maximumBytes === undefined ? [] : [speech.say('ruleBytes', { maximum: maximumBytes })]),
    speech.say('ruleNot'),
  ];
  return html`<ul class="rules" id="rules">${rules.map((rule) => html`<li>${rule}</li>`)}</ul>
${input('password', speech.say('password'), 'feedback rules')}
<div class="while-typing" data-while-typing hidden>
<progress max="${minimum}" value="0" aria-hidden="true"></progress>
<p id="feedback" role="status"></p>
<button type="button" class="reveal" aria-pressed="false" aria-controls="password">${speech.say('reveal')}</button>
</div>
${fields === 2 && input('repeat', speech.say('repeat'), '')}`;
}
