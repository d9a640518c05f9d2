import {
  type Claim,
  type ClientAddress,
  type EmailAddress,
  type Instant,
  type LetterId,
  type LetterRecord,
  type LetterView,
  matchLocale,
  type NameKey,
  type NewLetter,
  type Revision,
  type SubmittedName,
  type TokenRecord,
  type UserKey,
} from '@rekey/domain/values';
import type { Row } from './connections.ts';

export function letterRecordOf(row: Row): LetterRecord {
  return { id: text(row, 'id') as LetterId, letter: letterOf(row), requestedAt: instant(row, 'requested_at') };
}

export function claimOf(row: Row): Claim {
  return {
    ...letterRecordOf(row),
    fence: number(row, 'fence'),
    attempts: number(row, 'attempts'),
    lapses: number(row, 'lapses'),
    doubts: number(row, 'doubts'),
    askedAt: instant(row, 'asked_at'),
  };
}

function letterOf(row: Row): NewLetter {
  const nameKey = text(row, 'name_key') as NameKey;
  const told = matchLocale(textOrNull(row, 'locale') ?? '');
  const locale = told === null ? {} : { locale: told };
  if (text(row, 'kind') === 'reset') {
    const submittedName = text(row, 'submitted_name') as SubmittedName;
    const address = text(row, 'client_address') as ClientAddress;
    return { kind: 'reset', submittedName, nameKey, address, ...locale };
  }
  const userKey = text(row, 'user_key') as UserKey;
  const to = text(row, 'to_address') as EmailAddress;
  const about = textOrNull(row, 'about') === 'not-me' ? 'not-me' : 'password-changed';
  return { kind: 'notice', about, userKey, username: text(row, 'submitted_name'), nameKey, to, ...locale };
}

export function letterViewOf(row: Row): LetterView {
  const state = text(row, 'state') as LetterView['state'];
  return {
    id: text(row, 'id') as LetterId,
    kind: text(row, 'kind') as LetterView['kind'],
    username: text(row, 'submitted_name'),
    state,
    reason: textOrNull(row, 'reason'),
    attempts: number(row, 'attempts'),
    requestedAt: instant(row, 'requested_at'),
    dueAt: state === 'pending' ? instant(row, 'due_at') : null,
    sentAt: instantOrNull(row, 'sent_at'),
    lastError: textOrNull(row, 'last_error'),
  };
}

export function tokenRecordOf(row: Row): TokenRecord {
  return {
    userKey: text(row, 'user_key') as UserKey,
    revision: text(row, 'revision') as Revision,
    letterId: textOrNull(row, 'letter_id') as LetterId | null,
  };
}

/** An id as a database takes it, or `null` for a text that no letter has. */
export function letterNumber(id: LetterId): string | null {
  return /^\d{1,18}$/.test(id) ? id : null;
}

export function number(row: Row, column: string): number {
  const value = Number(row[column]);
  if (!Number.isSafeInteger(value)) throw new Error(`column ${column} holds no whole number`);
  return value;
}

function instant(row: Row, column: string): Instant {
  return number(row, column) as Instant;
}

export function instantOrNull(row: Row, column: string): Instant | null {
  return row[column] === null ? null : instant(row, column);
}

export function text(row: Row, column: string): string {
  const value = textOrNull(row, column);
  if (value === null) throw new Error(`column ${column} is empty`);
  return value;
}

export function textOrNull(row: Row, column: string): string | null {
  const value = row[column];
  return value === null || value === undefined ? null : String(value);
}
