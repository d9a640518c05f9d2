import type { UnitOfWork } from '../ports/unit-of-work.ts';
import { doneBy, type Operator } from '../values/operator.ts';
import { operatorOrNull } from '../values/untyped.ts';
import { parseSubmittedName } from '../values/username.ts';

export type RevokeTokensOutcome =
  | { readonly kind: 'revoked'; readonly count: number }
  | { readonly kind: 'unknown-user' };

/**
 * Kills the live tokens of one user, or of everybody: after a restore from backup, used tokens
 * would live again. Throws `InvalidArgument` for an operator that no trail can keep.
 */
export interface RevokeTokens {
  of(username: string, by?: Operator | null): Promise<RevokeTokensOutcome>;
  all(by?: Operator | null): Promise<RevokeTokensOutcome>;
}

export function createRevokeTokens(deps: { readonly units: UnitOfWork }): RevokeTokens {
  return {
    async of(username, by) {
      const operator = operatorOrNull(by);
      const name = parseSubmittedName(username);
      if (name === null) return { kind: 'unknown-user' };
      return deps.units.run(async (unit) => {
        const user = await unit.users.hold({ name });
        if (user === null) return { kind: 'unknown-user' };
        const count = await unit.tokens.revokeAllOf(user.key);
        await unit.audit.record([
          { kind: 'tokens-revoked', userKey: user.key, username: user.username, count, ...doneBy(operator) },
        ]);
        return { kind: 'revoked', count };
      });
    },
    async all(by) {
      const operator = operatorOrNull(by);
      return deps.units.run(async (unit) => {
        const count = await unit.tokens.revokeAll();
        await unit.audit.record([{ kind: 'all-tokens-revoked', count, ...doneBy(operator) }]);
        return { kind: 'revoked', count };
      });
    },
  };
}
