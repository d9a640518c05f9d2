import type { SettingsOf } from './catalogue.ts';
import type { Environment } from './environment.ts';
import { operatorMailbox } from './operator-mailbox.ts';
import { unknownSettings } from './read-settings.ts';

const MINUTE_MS = 60_000;
// A token that can be guessed at the pace of the network should not be worth guessing.
const STURDY_TOKEN = 20;

/** Settings that work and are probably not what was meant: a line each, for the log at start. */
export function settingsWarnings(
  environment: Environment,
  { links, web, words }: SettingsOf<'links' | 'web' | 'words'>,
): readonly string[] {
  const { operatorToken } = web;
  return [
    ...unknownSettings(environment).map((name) => `${name} is not a setting of Rekey: check its spelling`),
    ...(links.tokenLifeMs < 5 * MINUTE_MS
      ? ['REKEY_TOKEN_TTL is under 5m: slow mail servers will deliver links that are already dead']
      : []),
    ...(operatorToken !== undefined && operatorToken.length < STURDY_TOKEN
      ? [
          `REKEY_OPERATOR_TOKEN is shorter than ${STURDY_TOKEN} characters: make a longer one, for example with openssl rand -hex 32`,
        ]
      : []),
    ...(links.pages === 'on' && operatorMailbox(words) === null
      ? ['REKEY_OPERATOR_EMAIL is not set: nobody is told when somebody says "This wasn\'t me" of a change of password']
      : []),
  ];
}

/** What the chosen answers tell strangers. */
export function answersLine(answers: 'documented' | 'private'): string {
  return answers === 'documented'
    ? 'REKEY_ANSWERS=documented: anybody can learn who has an account (404), who is managed elsewhere (403) and who has no mailbox (500); REKEY_ANSWERS=private hides all three'
    : 'REKEY_ANSWERS=private: forgot-password answers every well-formed name alike';
}
