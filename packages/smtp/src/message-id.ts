// RFC 5322 3.6.4, without what is quoted or in brackets. URLs name hosts with underscores, too.
const MESSAGE_ID = /^<[\w!#$%&'*+/=?^`{|}~.-]+@[\w.-]+>$/;

/** Ours to begin with; checked because a broken one would be replaced in silence, and duplicates would go unrecognised. */
export function isMessageId(raw: string): boolean {
  return raw.length <= 250 && MESSAGE_ID.test(raw);
}
