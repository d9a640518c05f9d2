import type { Database, UserAdministration } from '@rekey/knex';
import { Refusal } from '../refusal.ts';

/** Rekey's own users. A mapped table belongs to its application: what that knows about its users, we cannot keep in step. */
export function ownUsers({ users }: Database): UserAdministration {
  if (users === null)
    throw new Refusal('REKEY_USERS_MAPPING is set: those users belong to the host application, change them there');
  return users;
}

export function unknownUser(username: string): Refusal {
  return new Refusal(`there is no user ${JSON.stringify(username)}`, 2);
}
