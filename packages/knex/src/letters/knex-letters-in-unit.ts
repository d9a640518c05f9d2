import type { LettersInUnit } from '@rekey/domain/ports';
import type { Knex } from 'knex';
import type { Dialect } from '../dialect/dialect.ts';
import { closeFor, proveDelivered } from './close.ts';
import { handedOverWithin, startHandOvers } from './hand-over.ts';
import { postNotice } from './post.ts';
import { retry } from './retry.ts';
import { settle } from './settle.ts';

/** `LettersInUnit` inside one transaction: a file for each act. */
export function knexLettersInUnit(transaction: Knex.Transaction, dialect: Dialect): LettersInUnit {
  return {
    post: (notice) => postNotice(transaction, dialect, notice),
    startHandOvers: (starts) => startHandOvers(transaction, dialect, starts),
    handedOverWithin: (users, windowMs, except) => handedOverWithin(transaction, dialect, users, windowMs, except),
    settle: (settlements) => settle(transaction, dialect, settlements),
    retry: (id) => retry(transaction, dialect, id),
    proveDelivered: (id) => proveDelivered(transaction, dialect, id),
    closeFor: (username) => closeFor(transaction, dialect, username),
  };
}
