/**
 * Every text of the pages. Braces are filled in: `{minimum}` and `{maximum}` with numbers, `{life}` and `{wait}` with a span of time,
 * `{name}` with what the service is called. A language that leaves a text out does not compile.
 */
export interface PageTexts {
  readonly help: string;
  readonly language: string;
  /** Before the title of a page with faults, so that the tab's name says it too. */
  readonly faultMark: string;

  readonly askTitle: string;
  readonly askLead: string;
  readonly username: string;
  readonly askButton: string;
  readonly usernameMissing: string;
  readonly usernameBad: string;

  readonly sentTitle: string;
  readonly sentLead: string;
  readonly sentLife: string;
  readonly sentMissing: string;
  readonly sentAgain: string;

  readonly chooseTitle: string;
  readonly code: string;
  readonly codeHint: string;
  readonly password: string;
  readonly repeat: string;
  readonly ruleLength: string;
  /** Where the stored hash can tell no more than `{maximum}` bytes of a password. */
  readonly ruleBytes: string;
  readonly ruleNot: string;
  readonly reveal: string;
  readonly chooseButton: string;
  /** `{count}` of `{minimum}` characters are there. */
  readonly progress: string;
  readonly longEnough: string;

  readonly faultsTitle: string;
  readonly codeMissing: string;
  readonly passwordMissing: string;
  readonly mismatch: string;
  readonly tooShort: string;
  readonly tooLong: string;
  readonly tooManyBytes: string;
  readonly common: string;
  readonly isServiceName: string;
  readonly isUsername: string;
  readonly isEmail: string;
  readonly breached: string;

  readonly doneTitle: string;
  readonly doneLead: string;
  readonly doneMail: string;
  readonly signIn: string;

  readonly deadTitle: string;
  readonly deadLead: string;
  readonly deadDone: string;
  readonly deadAgain: string;
  readonly deadCode: string;

  readonly notMeTitle: string;
  readonly notMeLead: string;
  readonly notMeCode: string;
  readonly notMeCodeHint: string;
  readonly notMeCodeBad: string;
  readonly notMeButton: string;
  readonly notedTitle: string;
  readonly notedLead: string;
  readonly notedNext: string;

  readonly tooMany: string;
  readonly busy: string;
  readonly brokenTitle: string;
  readonly brokenLead: string;
  readonly refusedTitle: string;
  readonly refusedLead: string;
  readonly startAgain: string;
}
