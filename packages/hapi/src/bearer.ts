import { createHash, timingSafeEqual } from 'node:crypto';

/** Whether an Authorization header carries the operator's token. */
export type IsOperator = (authorization: string | undefined) => boolean;

const BEARER = /^bearer +(.+)$/i; // The scheme is case-insensitive (RFC 9110 11.1), the token is not.

/** Without a configured token nobody is an operator. */
export function createIsOperator(operatorToken: string | undefined): IsOperator {
  if (operatorToken === undefined) return () => false;
  const expected = digest(operatorToken);
  return (authorization) => {
    const presented = BEARER.exec(authorization ?? '')?.[1];
    return presented !== undefined && timingSafeEqual(digest(presented), expected);
  };
}

/** Digests have one length and start to differ at random, so the comparison tells neither how long the token is nor how much of a guess is right. */
function digest(token: string): Buffer {
  return createHash('sha256').update(token, 'latin1').digest();
}
