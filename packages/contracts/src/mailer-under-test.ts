import type { Mailer } from '@rekey/domain/ports';

/** What a relay does with the next mails. Replies in brackets are what an SMTP relay says. */
export type RelayBehaviour =
  /** Takes the mail (250 after the dot). */
  | 'accept'
  /** 550 on RCPT. */
  | 'refuse recipient for good'
  /** 450 on RCPT. */
  | 'refuse recipient for now'
  /** 554 after the dot. */
  | 'refuse message for good'
  /** 451 after the dot. */
  | 'refuse message for now'
  /** 550 on MAIL: every mail would fare like this. */
  | 'refuse sender'
  /** Nothing listens. */
  | 'unreachable'
  /** Takes the connection and says nothing, so that no mail is ever complete. */
  | 'silent'
  /** Is ready for mails and never replies to RCPT. */
  | 'silent at the recipient'
  /** Cuts the connection before the mail is complete. */
  | 'drop in data'
  /** Cuts the connection instead of the reply to the complete mail. */
  | 'drop after the dot'
  /** Never replies to the complete mail. */
  | 'silent after the dot';

/** A mail that the relay took, read as its recipient's program would read it. */
export interface ReceivedMail {
  /** The envelope's recipients (RCPT), not what a header says. */
  readonly recipients: readonly string[];
  /** With angle brackets. */
  readonly messageId: string;
  readonly subject: string;
  readonly text: string;
  readonly html: string;
}

/** A mailer and the relay at its other end, which first accepts. */
export interface MailerUnderTest {
  readonly mailer: Mailer;
  readonly relay: {
    /** From now on the relay does this. */
    next(behaviour: RelayBehaviour): Promise<void> | void;
  };
  /** What the relay took so far, oldest first. */
  received(): Promise<readonly ReceivedMail[]>;
}
