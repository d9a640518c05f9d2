/**
 * Who is asked for. All names are equally long, so that no row is larger than another; the letter in the middle is the class.
 * `limited` has had three mails within the hour. `again` is one and the same name, whose first letter waits.
 */
export const CLASSES = {
  known: 'k',
  unknown: 'u',
  external: 'e',
  disabled: 'd',
  mute: 'm',
  limited: 'l',
  again: 'a',
  /** Known users like the first: must not be told from them. */
  twin: 't',
  /** Known users whose requests the server is made to answer late: must be told from all the others. */
  late: 'x',
} as const;

export type ClassName = keyof typeof CLASSES;

export const CLASS_NAMES = Object.keys(CLASSES) as readonly ClassName[];

/** What the tables call them. */
export const TITLES: Readonly<Record<ClassName, string>> = {
  known: 'known',
  unknown: 'unknown',
  external: 'externally managed',
  disabled: 'disabled',
  mute: 'no mailbox',
  limited: 'over the limit',
  again: 'asked again, first letter waits',
  twin: 'control: known against known',
  late: 'control: known, delayed',
};

export function nameOf(who: ClassName, number: number): string {
  return `user.${CLASSES[who]}.${String(who === 'again' ? 0 : number).padStart(6, '0')}`;
}

/** Whether a request line asks for the class whose answers are delayed. */
export const LATE = `user.${CLASSES.late}.`;
