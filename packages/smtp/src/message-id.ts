const MESSAGE_ID = /^<[A-Za-z0-9!#$%&'*+/=?^_`{|}~.-]+@[A-Za-z0-9.-]+>$/;

/** Ours to begin with; checked because a broken one would be replaced in silence, and duplicates would go unrecognised. */
export function isMessageId(raw: string): boolean {
  return raw.length <= 250 && MESSAGE_ID.test(raw);
}
