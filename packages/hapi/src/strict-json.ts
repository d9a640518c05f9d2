import { decodeUtf8 } from './utf8.ts';

/**
 * A JSON object of which no two parsers can think differently, or `null`.
 *
 * Refused at any depth: duplicate keys (one parser takes the first, another the last), `__proto__`, lone surrogates (no database
 * can keep them). Refused as well: a byte order mark, bad UTF-8, anything but an object at the top, and a depth bomb: more than
 * 32 objects and arrays in one another, at which other parsers give up one by one.
 */
export function parseStrictJson(bytes: Uint8Array): Readonly<Record<string, unknown>> | null {
  const text = decodeUtf8(bytes);
  if (text === null) return null;
  const value = parse(text);
  return isObject(value) && isUnambiguous(text) ? value : null;
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

// Strings whole, so that a bracket or comma inside one is not taken for structure.
const TOKEN = /"[^"\\]*(?:\\.[^"\\]*)*"|[{}[\],]/g;
const LONE_SURROGATE = /\p{Cs}/u;
const DEEPEST = 32;

/** The keys seen so far of an open object; `null` for an open array. */
type Keys = Set<string> | null;

/** Walks the tokens of valid JSON once, without recursion. */
function isUnambiguous(text: string): boolean {
  const open: Keys[] = [];
  let keyIsNext = false;
  for (const [token] of text.matchAll(TOKEN)) {
    if (token.startsWith('"')) {
      if (!isFresh(JSON.parse(token) as string, keyIsNext ? open.at(-1) : null)) return false;
      keyIsNext = false;
    } else {
      step(open, token);
      if (open.length > DEEPEST) return false;
      // A key follows `{` and the commas of an object. After a closing bracket comes a comma or another one, never a string.
      keyIsNext = open.at(-1) instanceof Set;
    }
  }
  return true;
}

function step(open: Keys[], punctuation: string): void {
  if (punctuation === '{') open.push(new Set());
  else if (punctuation === '[') open.push(null);
  else if (punctuation !== ',') open.pop();
}

function isFresh(text: string, keys: Keys | undefined): boolean {
  if (LONE_SURROGATE.test(text)) return false;
  if (!keys) return true;
  if (text === '__proto__' || keys.has(text)) return false;
  keys.add(text);
  return true;
}
