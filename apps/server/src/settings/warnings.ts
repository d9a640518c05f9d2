import { operatorMailbox } from './branding.ts';
import type { SettingsOf } from './catalogue.ts';
import type { Environment } from './environment.ts';
import { unknownSettings } from './read-settings.ts';

const MINUTE_MS = 60_000;
// A token that can be guessed at the pace of the network should not be worth guessing.
const STURDY_TOKEN = 20;

/** Settings that work and are probably not what was meant: a line each, for the log at start. */
export function settingsWarnings(
  environment: Environment,
  { database, links, web, branding }: SettingsOf<'database' | 'links' | 'web' | 'branding'>,
): readonly string[] {
  const { operatorToken } = web;
  const mode = laxMode(database.url);
  return [
    ...unknownSettings(environment).map((name) => `${name} is not a setting of Rekey: check its spelling`),
    ...(mode === null
      ? []
      : [`REKEY_DATABASE_URL says sslmode=${mode}, and is taken as sslmode=verify-full: write that`]),
    ...(links.tokenLifeMs < 5 * MINUTE_MS
      ? ['REKEY_TOKEN_TTL is under 5m: slow mail servers will deliver links that are already dead']
      : []),
    ...(/\?[^#]*\{token\}|^[^?#]*\{token\}/.test(links.resetLink)
      ? [
          'REKEY_RESET_LINK has its {token} before a #: it will stand in the logs of that page and in what it sends on as Referer; behind a # it would not',
        ]
      : []),
    ...(operatorToken !== undefined && operatorToken.length < STURDY_TOKEN
      ? [
          `REKEY_OPERATOR_TOKEN is shorter than ${STURDY_TOKEN} characters: make a longer one, for example with openssl rand -hex 32`,
        ]
      : []),
    ...(links.pages === 'on' && operatorMailbox(branding) === null
      ? ['REKEY_OPERATOR_EMAIL is not set: nobody is told when somebody says "This wasn\'t me" of a change of password']
      : []),
  ];
}

/** A mode that promises less than the driver does; a later driver would keep to the promise. */
function laxMode(url: string): string | null {
  return /[?&]uselibpqcompat=true/.test(url)
    ? null
    : (/[?&]sslmode=(prefer|require|verify-ca)\b/.exec(url)?.[1] ?? null);
}

/** What the chosen answers tell strangers. */
export function answersLine(answers: 'documented' | 'private'): string {
  return answers === 'documented'
    ? 'REKEY_ANSWERS=documented: anybody can learn who has an account (404), who is managed elsewhere (403) and who has no mailbox (500); REKEY_ANSWERS=private hides all three'
    : 'REKEY_ANSWERS=private: forgot-password answers every well-formed name alike';
}
