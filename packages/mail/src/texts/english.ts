import type { MailTexts } from '../mail-texts.ts';

export const english: MailTexts = {
  resetSubject: 'Reset your password',
  resetOpening: 'Somebody, probably you, asked on {time} for a new password for the account {user}.',
  resetButton: 'Choose a new password',
  resetValidity: 'The link works once, within {span} of this mail.',
  resetCode: 'Your code:',
  resetCodeHint: 'If the link does not open, go to {page} and paste the code there.',
  resetCurl: 'With curl:',
  resetIgnore: 'If it was not you, ignore this mail: your password stays as it is.',
  resetNotMe: 'If it was not you, your password stays as it is. You can make the link above useless:',

  noticeSubject: 'Your password was changed',
  noticeOpening: 'The password of {user} was changed on {time}.',
  noticeFine: 'If it was you, there is nothing to do.',
  noticeNotYou: 'If it was not you, somebody else may hold your account. Tell us, then choose a new password at once.',
  noticeTell: 'If it was not you, tell your administrator at once.',
  noticeChoose: 'Choose a new password',

  explainSubject: 'Your request for a new password',
  explainExternal: 'The password of this account is managed elsewhere, so it cannot be changed here.',
  explainExternalButton: 'Change it there',
  explainDisabled: 'This account is disabled, so its password cannot be changed.',
  explainAsk: 'Whoever looks after your account can tell you more.',
  explainIgnore: 'If it was not you, there is nothing to do.',

  reportSubject: 'A change of password was reported: “This wasn’t me”',
  reportOpening:
    'On {time}, somebody who got the mail about a new password for {user} said that it was not they who changed it.',
  reportDone: 'Open links of that account are dead and its waiting requests are closed. The password was not touched.',
  reportNext:
    'Reach that person by other means than mail. Until it is clear who holds the account, consider disabling it.',

  notMe: 'This wasn’t me',
  signIn: 'Sign in',
  help: 'Need help?',
  footer: 'Sent by {service}. Nobody reads replies to this mail.',
};
