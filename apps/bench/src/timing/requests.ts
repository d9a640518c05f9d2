import { FORGOT_PASSWORD } from '../forgot-password/path.ts';
import { type ClassName, nameOf } from './classes.ts';

const lineOf = (query: string) => Buffer.from(`GET ${FORGOT_PASSWORD}?${query} HTTP/1.1\r\nHost: rekey\r\n\r\n`);

export const asking = (who: ClassName, number: number): Buffer => lineOf(`username=${nameOf(who, number)}`);

/** Refused with 400 before anything is looked at: what it costs is what the server has to do besides. */
export const CHEAP = lineOf('username=');
