import type { TokenSource } from '../ports/token-source.ts';
import type { UnitOfWork } from '../ports/unit-of-work.ts';
import { doneBy, type Operator } from '../values/operator.ts';
import { type LinkSettings, MAX_LIVE_TOKENS, resetLink } from '../values/reset-token.ts';
import { operatorOrNull } from '../values/untyped.ts';
import { parseSubmittedName } from '../values/username.ts';

export interface IssueLinkDeps {
  readonly units: UnitOfWork;
  readonly source: TokenSource;
  readonly link: LinkSettings;
  readonly tokenLifeMs: number;
}

export type IssueLinkOutcome =
  | { readonly kind: 'issued'; readonly link: string }
  | { readonly kind: 'unknown-user' }
  | { readonly kind: 'externally-managed' }
  | { readonly kind: 'disabled' };

/**
 * Makes a one-time link for an operator to hand over by other means: the way out when mail itself
 * is what is broken. Throws `InvalidArgument` for an operator that no trail can keep.
 */
export type IssueLink = (username: string, by?: Operator | null) => Promise<IssueLinkOutcome>;

export function createIssueLink(deps: IssueLinkDeps): IssueLink {
  return async (username, by) => {
    const operator = operatorOrNull(by);
    const name = parseSubmittedName(username);
    if (name === null) return { kind: 'unknown-user' };
    const { token, digest } = deps.source.mint();
    return deps.units.run(async (unit) => {
      const user = await unit.users.hold({ name });
      if (user === null) return { kind: 'unknown-user' };
      if (user.externallyManaged) return { kind: 'externally-managed' };
      if (!user.enabled) return { kind: 'disabled' };
      const { key: userKey, revision } = user;
      await unit.tokens.issue(
        [{ digest, userKey, revision, letterId: null, lifeMs: deps.tokenLifeMs }],
        MAX_LIVE_TOKENS,
      );
      await unit.audit.record([{ kind: 'link-issued', userKey, username: user.username, ...doneBy(operator) }]);
      return { kind: 'issued', link: resetLink(deps.link, token) };
    });
  };
}
