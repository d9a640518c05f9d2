import type { MemoryUser } from '@rekey/memory';

/** Jane, who can be mailed; `row` says what is different. */
export function userRow(row: Partial<MemoryUser> = {}): MemoryUser {
  return {
    username: 'jane.doe',
    email: 'jane.doe@example.com',
    firstName: 'Jane',
    lastName: 'Doe',
    externallyManaged: false,
    enabled: true,
    passwordHash: null,
    ...row,
  };
}
