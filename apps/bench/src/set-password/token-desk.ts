import { cryptoTokenSource } from '@rekey/crypto';
import type { Unit } from '@rekey/domain/ports';
import type { ResetToken } from '@rekey/domain/values';
import { openDatabase, type UsersTableMapping } from '@rekey/knex';
import { usernameOf } from '../places/users.ts';

/** Makes good tokens for a server's database, from outside. */
export interface TokenDesk {
  /** Tokens of distinct users: using one ends none of the others. At most as many as there are users. */
  mint(count: number): Promise<readonly string[]>;
  close(): Promise<void>;
}

const LIFE_MS = 3_600_000;
const IN_ONE_UNIT = 100;

export function openTokenDesk(databaseUrl: string, users: number, mapping?: UsersTableMapping): TokenDesk {
  const database = openDatabase({ url: databaseUrl, ...(mapping !== undefined && { mapping }) });
  const source = cryptoTokenSource();
  let next = 0;

  const issue = async (unit: Unit): Promise<ResetToken> => {
    const user = await unit.users.hold({ name: usernameOf(next++ % users) });
    if (user === null) throw new Error('a user of the bench is missing');
    const { token, digest } = source.mint();
    const { key: userKey, revision } = user;
    await unit.tokens.issue([{ digest, userKey, revision, letterId: null, lifeMs: LIFE_MS }], 1);
    return token;
  };

  const issueMany = (count: number) =>
    database.units.run(async (unit) => {
      const tokens: ResetToken[] = [];
      while (tokens.length < count) tokens.push(await issue(unit));
      return tokens;
    });

  return {
    async mint(count) {
      if (count > users) throw new Error(`${count} tokens of distinct users, but there are ${users} users`);
      const tokens: string[] = [];
      while (tokens.length < count) tokens.push(...(await issueMany(Math.min(IN_ONE_UNIT, count - tokens.length))));
      return tokens;
    },
    close: () => database.close(),
  };
}
