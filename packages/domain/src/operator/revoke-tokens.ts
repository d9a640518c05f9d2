import type { UnitOfWork } from '../ports/unit-of-work.ts';
import { doneBy, type Operator } from '../values/operator.ts';

export type RevokeTokensOutcome =
  | { readonly kind: 'revoked'; readonly count: number }
  | { readonly kind: 'unknown-user' };

/** Kills the live tokens of one user, or of everybody: after a restore from backup, used tokens would live again. */
export interface RevokeTokens {
  of(username: string, by?: Operator | null): Promise<RevokeTokensOutcome>;
  all(by?: Operator | null): Promise<RevokeTokensOutcome>;
}

export function createRevokeTokens(deps: { readonly units: UnitOfWork }): RevokeTokens {
  return {
    of: (username, by = null) =>
      deps.units.run(async (unit) => {
        const user = await unit.users.hold({ name: username });
        if (user === null) return { kind: 'unknown-user' };
        const count = await unit.tokens.revokeAllOf(user.key);
        await unit.audit.record([
          { kind: 'tokens-revoked', userKey: user.key, username: user.username, count, ...doneBy(by) },
        ]);
        return { kind: 'revoked', count };
      }),
    all: (by = null) =>
      deps.units.run(async (unit) => {
        const count = await unit.tokens.revokeAll();
        await unit.audit.record([{ kind: 'all-tokens-revoked', count, ...doneBy(by) }]);
        return { kind: 'revoked', count };
      }),
  };
}
