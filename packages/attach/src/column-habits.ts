import { folded } from './alike.ts';
import type { ColumnType, DescribedColumn, DescribedTable } from './described-database.ts';

/** What people call the columns of a users table, in folded spelling, the clearest first. */
const HABITS = {
  email: [
    'email',
    'emailaddress',
    'mail',
    'mailaddress',
    'useremail',
    'primaryemail',
    'loginemail',
    'contactemail',
    'emailid',
  ],
  username: [
    'username',
    'login',
    'loginname',
    'userlogin',
    'accountname',
    'screenname',
    'nickname',
    'nick',
    'handle',
    'uname',
  ],
  firstName: ['firstname', 'givenname', 'forename', 'name', 'fullname', 'displayname'],
  lastName: ['lastname', 'surname', 'familyname'],
  locale: ['locale', 'language', 'lang', 'preferredlanguage', 'preferredlocale'],
  updatedAt: [
    'updatedat',
    'modifiedat',
    'updatedon',
    'modifiedon',
    'lastmodified',
    'dateupdated',
    'datemodified',
    'lastupdated',
  ],
  passwordChangedAt: [
    'passwordchangedat',
    'passwordupdatedat',
    'passwordchangedon',
    'lastpasswordchange',
    'passwordlastchanged',
    'pwdchangedat',
  ],
  enabled: ['isactive', 'active', 'enabled', 'isenabled', 'accountenabled', 'activated'],
  disabled: [
    'disabled',
    'isdisabled',
    'blocked',
    'isblocked',
    'banned',
    'isbanned',
    'suspended',
    'issuspended',
    'deactivated',
    'inactive',
    'locked',
    'islocked',
  ],
  disabledAt: ['disabledat', 'blockedat', 'bannedat', 'suspendedat', 'deactivatedat'],
  status: ['status', 'state', 'accountstatus', 'userstatus', 'accountstate'],
  external: ['externallymanaged', 'isexternal', 'external', 'isldap', 'issso', 'isssouser'],
  provider: ['provider', 'authprovider', 'authsource', 'authtype', 'logintype', 'identityprovider'],
  deleted: ['deleted', 'isdeleted', 'removed', 'isremoved'],
  deletedAt: ['deletedat', 'deletedon', 'removedat', 'discardedat', 'datedeleted'],
  owner: ['userid', 'user', 'accountid', 'memberid', 'ownerid', 'personid', 'customerid', 'uid'],
} as const satisfies Readonly<Record<string, readonly string[]>>;

export type Habit = keyof typeof HABITS;

/** Columns that are called so, and are of one of these types; in the order of the habit. */
export function columnsCalled(
  table: DescribedTable,
  habit: Habit,
  types: readonly ColumnType[],
): readonly DescribedColumn[] {
  return HABITS[habit].flatMap((name) =>
    table.columns.filter((column) => folded(column.name) === name && types.includes(column.type)),
  );
}

export function columnCalled(
  table: DescribedTable,
  habit: Habit,
  types: readonly ColumnType[],
): DescribedColumn | null {
  return columnsCalled(table, habit, types)[0] ?? null;
}

const HASH_NAME =
  /^(?:user)?(?:hashed|encrypted|crypted|hash|enc)?(?:password|passwd|passwort|passphrase|pass|pwd|pw)(?:hash|hashed|digest|crypt|encrypted|bcrypt)?$/;

/** Whether a column is called like one that holds the hash of a password. */
export function isCalledLikeAHash({ name, type }: DescribedColumn): boolean {
  return type === 'text' && (HASH_NAME.test(folded(name)) || /^(?:hash|secret|credential|digest)$/.test(folded(name)));
}
