import type { PasswordNormalization } from '@rekey/domain/values';
import { type Html, html } from '@rekey/markup';
import { documentOf } from './document.ts';
import { type Fault, faultSummary } from './fault-summary.ts';
import { codeField, described } from './fields.ts';
import type { PageContext } from './page-context.ts';
import { CHOOSE } from './page-route.ts';

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
export function chooseForm(context: PageContext, rules: ChooseRules, { code }: Choice, faults: readonly Fault[]): Html {
  const { translator, href } = context;
  const title = translator.t('chooseTitle');
  return documentOf(context, {
    title,
    ...(faults.length > 0 && { tab: `${translator.t('faultMark')}: ${title}` }),
    here: CHOOSE,
    main: html`${faultSummary(translator, faults)}
<form method="post" action="${href(CHOOSE)}" novalidate data-takes-code data-choose data-minimum="${rules.minimum}" data-normalization="${rules.normalization}" data-names="${JSON.stringify(rules.serviceNames)}" data-progress="${translator.t('progress', { minimum: rules.minimum })}" data-long-enough="${translator.t('longEnough')}" data-is-service-name="${translator.t('isServiceName')}">
${codeField({ label: translator.t('code'), hint: translator.t('codeHint'), code, faulty: isFaulty(faults, 'code') })}
${passwordFields(context, rules, faults)}
<button type="submit">${translator.t('chooseButton')}</button>
</form>`,
  });
}

const isFaulty = (faults: readonly Fault[], name: string): boolean => faults.some(({ field }) => field === name);

function passwordFields(
  { translator }: PageContext,
  { minimum, maximumBytes, fields }: ChooseRules,
  faults: readonly Fault[],
): Html {
  const input = (id: string, label: string, hints: string) => html`<div class="field">
<label for="${id}">${label}</label>
<input type="password" id="${id}" name="${id}" required autocomplete="new-password" passwordrules="minlength: ${minimum}; maxlength: ${Math.min(Math.max(minimum, 64), maximumBytes ?? Infinity)}; allowed: ascii-printable;" autocapitalize="none" autocorrect="off" spellcheck="false" dir="auto" ${described(isFaulty(faults, id), hints)}>
</div>`;
  const rules = [
    translator.t('ruleLength', { minimum }),
    ...(maximumBytes === undefined ? [] : [translator.t('ruleBytes', { maximum: maximumBytes })]),
    translator.t('ruleNot'),
  ];
  return html`<ul class="rules" id="rules">${rules.map((rule) => html`<li>${rule}</li>`)}</ul>
${input('password', translator.t('password'), 'feedback rules')}
<div class="while-typing" data-while-typing hidden>
<progress max="${minimum}" value="0" aria-hidden="true"></progress>
<p id="feedback" role="status"></p>
<button type="button" class="reveal" aria-pressed="false" aria-controls="password">${translator.t('reveal')}</button>
</div>
${fields === 2 && input('repeat', translator.t('repeat'), '')}`;
}
