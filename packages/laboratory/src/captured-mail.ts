import PostalMime, { type Address } from 'postal-mime';

/** A message as a mail program reads it. */
export interface ReadMessage {
  readonly from: string;
  /** Every address of the To, Cc and Bcc headers. */
  readonly to: readonly string[];
  /** The display name of the first address in To. */
  readonly toName: string;
  /** With angle brackets. */
  readonly messageId: string;
  readonly subject: string;
  readonly text: string;
  readonly html: string;
  /** Lower-case name to every value of that header, in order. */
  readonly headers: Readonly<Record<string, readonly string[]>>;
  /** The message byte for byte, one character a byte. */
  readonly raw: string;
}

/** A mail as it arrived: what the client said in the envelope, beside what is in the message. */
export interface CapturedMail extends ReadMessage {
  /** 1 for the first mail of this server. */
  readonly id: number;
  readonly at: Date;
  /** The number of the connection it came over; two mails with one number shared a connection. */
  readonly connection: number;
  readonly secure: boolean;
  readonly envelope: { readonly from: string; readonly to: readonly string[] };
}

/** Reads a message; text is taken for one character a byte. */
export async function readMessage(message: Buffer | string): Promise<ReadMessage> {
  const raw = Buffer.from(message as string, 'latin1');
  const parsed = await PostalMime.parse(raw);
  const recipients = [parsed.to, parsed.cc, parsed.bcc].flatMap((list) => list ?? []);
  return {
    from: parsed.from?.address ?? '',
    to: recipients.flatMap(addressesOf),
    toName: parsed.to?.[0]?.name ?? '',
    messageId: parsed.messageId ?? '',
    subject: parsed.subject ?? '',
    text: parsed.text ?? '',
    html: parsed.html ?? '',
    headers: byName(parsed.headers),
    raw: raw.toString('latin1'),
  };
}

function addressesOf(entry: Address): string[] {
  return entry.group ? entry.group.map((member) => member.address) : [entry.address];
}

function byName(headers: readonly { readonly key: string; readonly value: string }[]): Record<string, string[]> {
  const grouped: Record<string, string[]> = {};
  for (const { key, value } of headers) grouped[key] = [...(grouped[key] ?? []), value];
  return grouped;
}
