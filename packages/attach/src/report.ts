import type { MappingFile, SessionsFile } from './mapping-file.ts';

/** Something that the database cannot tell, and the option that answers it. */
export interface Question {
  readonly name: AnswerName;
  /** As it is typed: `--table`. */
  readonly option: string;
  readonly asks: string;
  /** What it could be, the likeliest first; empty where anything can. */
  readonly choices: readonly string[];
}

export type AnswerName =
  | 'application'
  | 'table'
  | 'key'
  | 'username'
  | 'email'
  | 'hashColumn'
  | 'hash'
  | 'enabled'
  | 'external'
  | 'gone'
  | 'pepperFile';

/** Answers to questions, as they were typed. */
export type Answers = Readonly<Partial<Record<AnswerName, string>>>;

const OPTIONS: Readonly<Record<AnswerName, string>> = {
  application: '--application',
  table: '--table',
  key: '--key',
  username: '--username',
  email: '--email',
  hashColumn: '--hash-column',
  hash: '--hash',
  enabled: '--enabled',
  external: '--external',
  gone: '--gone',
  pepperFile: '--pepper-file',
};

export function question(name: AnswerName, asks: string, choices: readonly string[] = []): Question {
  return { name, option: OPTIONS[name], asks, choices };
}

/** What `rekey attach --json` prints. */
export interface AttachReport {
  /** The application's name, or `null` for tables that belong to none that is known. */
  readonly application: string | null;
  /** `null` while a question is open, or where the application is refused. */
  readonly mapping: MappingFile | null;
  readonly sessions: SessionsFile | null;
  /** SQL, a statement each. */
  readonly grants: readonly string[];
  readonly questions: readonly Question[];
  /** Sentences for the operator: what was recognised, what to check, which index is missing. */
  readonly advice: readonly string[];
}

/** A report, or the reason why Rekey must not write this application's passwords. */
export type AttachOutcome =
  | { readonly kind: 'mapping'; readonly report: AttachReport }
  | { readonly kind: 'questions'; readonly report: AttachReport }
  | { readonly kind: 'refused'; readonly report: AttachReport; readonly reason: string };
