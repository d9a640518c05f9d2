/** One thing that was looked at; what is wrong also says how to mend it. */
export interface Finding {
  readonly ok: boolean;
  readonly subject: string;
  readonly finding: string;
}

export const well = (subject: string, finding: string): Finding => ({ ok: true, subject, finding });
export const wrong = (subject: string, finding: string): Finding => ({ ok: false, subject, finding });
