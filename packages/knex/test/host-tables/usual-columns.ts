import type { UserRow } from '@rekey/contracts';

/** The columns that the tables beside `ODD` have in common. */
export const REST = {
  usual: (change: Partial<UserRow>) => ({ login: change.username, given: change.firstName, family: change.lastName }),
  of: (row: Record<string, unknown>) => ({
    username: row['login'] as string,
    firstName: row['given'] as string | null,
    lastName: row['family'] as string | null,
  }),
};
