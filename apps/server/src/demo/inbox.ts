/** A mail that the built-in inbox caught, as `/dev/inbox.json` shows it. */
export interface InboxMail {
  readonly id: number;
  /** ISO 8601, UTC. */
  readonly at: string;
  readonly from: string;
  /** Whom it was sent to, whatever its headers say. */
  readonly to: readonly string[];
  readonly subject: string;
  readonly text: string;
  readonly html: string;
  /** By lower-case name. */
  readonly headers: Readonly<Record<string, string>>;
}

/** Keeps the newest mails in memory, newest first. */
export interface Inbox {
  /** `source` is the mail as it came over the wire. */
  add(mail: Omit<InboxMail, 'id'>, source: string): void;
  readonly mails: readonly InboxMail[];
  sourceOf(mail: InboxMail): string;
}

const KEPT = 200;

export function createInbox(): Inbox {
  const mails: InboxMail[] = [];
  const sources = new WeakMap<InboxMail, string>();
  let arrivals = 0;
  return {
    mails,
    sourceOf: (mail) => sources.get(mail) ?? '',
    add(mail, source) {
      arrivals += 1;
      const kept = { id: arrivals, ...mail };
      sources.set(kept, source);
      mails.unshift(kept);
      mails.splice(KEPT);
    },
  };
}
