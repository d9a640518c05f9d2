// `ignoreBOM` keeps a byte order mark in the text, where a name may have it and JSON refuses it; the default drops it silently.
const decoder = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });

/** The text of well-formed UTF-8, or `null`. Never U+FFFD in place of bad bytes: two different byte strings would become one name. */
export function decodeUtf8(bytes: Uint8Array): string | null {
  try {
    return decoder.decode(bytes);
  } catch {
    return null;
  }
}
