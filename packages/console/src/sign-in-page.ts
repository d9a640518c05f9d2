import { type ClientAddress, parseOperator } from '@rekey/domain/values';
import { type AddressOf, retryAfter } from '@rekey/hapi/requests';
import { type Html, html } from '@rekey/markup';
import { documentOf, type Fault, faultSummary, goesOnTo, type PageRoute, type Reply, shows } from '@rekey/pages/kit';
import type { Doorkeeper } from './doorkeeper.ts';
import type { SignInLimit } from './sign-in-limit.ts';
import type { ConsoleContext, ConsoleTexts } from './texts/index.ts';

export interface SignInDeps {
  readonly isToken: (presented: string) => boolean;
  readonly door: Doorkeeper;
  readonly limit: SignInLimit;
  readonly addressOf: AddressOf;
}

/** `/sign-in`: the admin token, and the name that the audit trail is to keep. */
export function signInPage({ isToken, door, limit, addressOf }: SignInDeps): PageRoute<ConsoleTexts> {
  return {
    path: '/sign-in',
    show: (context) =>
      door.admit(context.request) === null ? shows(signInForm(context)) : goesOnTo(context.href('user')),
    async take(context, form) {
      const { translator, request, href } = context;
      const name = form('operator')?.trim() ?? '';
      const operator = parseOperator(name);
      const refused = (field: string, text: string, status: number, headers = {}): Reply =>
        shows(signInForm(context, { name, faults: [{ field, text }] }), status, headers);
      if (operator === null) return refused('operator', translator.t('operatorBad'), 400);
      const address: ClientAddress = addressOf(request);
      const wait = limit.wait(address);
      // Not compared: a guess that comes too early tells nothing.
      if (wait > 0)
        return refused('token', translator.t('tooMany', { wait: translator.span(wait) }), 429, retryAfter(wait));
      if (!isToken(form('token') ?? '')) {
        limit.failed(address);
        return refused('token', translator.t('tokenBad'), 403);
      }
      limit.succeeded(address);
      return { ...goesOnTo(href('user')), headers: { location: href('user'), ...door.signIn(request, operator) } };
    },
  };
}

interface Tried {
  readonly name?: string;
  readonly faults?: readonly Fault[];
}

export function signInForm(context: ConsoleContext, { name = '', faults = [] }: Tried = {}): Html {
  const { translator, href } = context;
  const faulty = (field: string) => faults.some((fault) => fault.field === field);
  const title = translator.t('signInTitle');
  return documentOf(context, {
    title,
    ...(faults.length > 0 && { tab: `${translator.t('faultMark')}: ${title}` }),
    here: 'sign-in',
    main: html`<div class="narrow">${faultSummary(translator, faults)}
<p>${translator.t('signInLead')}</p>
<form method="post" action="${href('sign-in')}" novalidate>
<div class="field">
<label for="operator">${translator.t('operator')}</label>
<p class="hint" id="operator-hint">${translator.t('operatorHint')}</p>
<input id="operator" name="operator" value="${name}" required maxlength="64" autocomplete="username" spellcheck="false" dir="ltr" aria-describedby="${faulty('operator') ? 'faults ' : ''}operator-hint"${faulty('operator') && html` aria-invalid="true"`}>
</div>
<div class="field">
<label for="token">${translator.t('token')}</label>
<input id="token" name="token" type="password" required autocomplete="current-password" dir="ltr"${faulty('token') && html` aria-invalid="true" aria-describedby="faults"`}>
</div>
<button type="submit">${translator.t('signIn')}</button>
</form></div>`,
  });
}
