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
  add(mail: Omit<InboxMail, 'id'>): void;
  readonly mails: readonly InboxMail[];
}

const KEPT = 200;

export function createInbox(): Inbox {
  const mails: InboxMail[] = [];
  let arrivals = 0;
  return {
    mails,
    add(mail) {
      arrivals += 1;
      mails.unshift({ id: arrivals, ...mail });
      mails.splice(KEPT);
    },
  };
}
