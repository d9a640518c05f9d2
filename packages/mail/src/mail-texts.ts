/**
 * Every text of the mails. A language that leaves one out does not compile. Braces are filled in: `{user}` with the user's name,
 * `{time}` with a moment, `{span}` with a span of time, `{page}` with an address of ours, `{service}` with what the service is called.
 */
export interface MailTexts {
  readonly resetSubject: string;
  readonly resetOpening: string;
  readonly resetButton: string;
  readonly resetValidity: string;
  readonly resetCode: string;
  readonly resetCodeHint: string;
  readonly resetCurl: string;
  readonly resetIgnore: string;
  readonly resetNotMe: string;

  readonly noticeSubject: string;
  readonly noticeOpening: string;
  readonly noticeFine: string;
  readonly noticeNotYou: string;
  readonly noticeTell: string;
  readonly noticeChoose: string;

  readonly explainSubject: string;
  readonly explainExternal: string;
  readonly explainExternalButton: string;
  readonly explainDisabled: string;
  readonly explainAsk: string;
  readonly explainIgnore: string;

  readonly reportSubject: string;
  readonly reportOpening: string;
  readonly reportDone: string;
  readonly reportNext: string;

  readonly notMe: string;
  readonly signIn: string;
  readonly help: string;
  readonly footer: string;
}
