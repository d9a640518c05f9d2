import { CommitUnknown, type UnitOfWork } from '../ports/unit-of-work.ts';
import type { UserDirectory } from '../ports/user-directory.ts';
import { type Change, type Changed, changePassword, UserChangedMeanwhile } from './change-password.ts';
import type { TokenRefusal } from './token-verdict.ts';

export interface CommitChangeDeps {
  readonly units: UnitOfWork;
  readonly directory: UserDirectory;
}

type Attempt =
  | Changed
  | TokenRefusal
  | { readonly kind: 'uncertain'; readonly reached: Changed; readonly fault: CommitUnknown };

// Each further try needs another commit to lose its answer; three in a row is a broken database, not bad luck.
const MAX_TRIES = 3;

/**
 * Runs the change until its end is certain. Where the answer to a commit was lost, the users table tells:
 * our revision there means changed, the old one means run again, any other means that nobody can know (and throws).
 */
export async function commitChange(deps: CommitChangeDeps, change: Change): Promise<Changed | TokenRefusal> {
  const uncertain: Changed[] = [];
  for (;;) {
    const attempt = await tryOnce(deps.units, change);
    if (attempt.kind === 'changed') return attempt;
    if (attempt.kind === 'uncertain') uncertain.push(attempt.reached);
    else if (uncertain.length === 0) return attempt;

    // A second run may be refused *because* the first one landed late, so this is asked after every end but success.
    const revision = (await deps.directory.findByKey(change.record.userKey))?.revision;
    const landed = uncertain.find((reached) => reached.revision === revision);
    if (landed !== undefined) return landed;
    if (attempt.kind !== 'uncertain' && revision === change.record.revision) return attempt;
    if (attempt.kind !== 'uncertain' || revision !== change.record.revision || uncertain.length === MAX_TRIES) {
      throw new Error('a password change cannot be confirmed: the answer to its commit was lost');
    }
  }
}

async function tryOnce(units: UnitOfWork, change: Change): Promise<Attempt> {
  let reached: Changed | TokenRefusal | undefined;
  try {
    return await units.run(async (unit) => {
      reached = await changePassword(unit, change);
      return reached;
    });
  } catch (fault) {
    if (fault instanceof UserChangedMeanwhile) return { kind: 'bad-token' };
    if (!(fault instanceof CommitUnknown) || reached === undefined) throw fault;
    // A refusal wrote nothing, so its lost commit changes nothing.
    return reached.kind === 'changed' ? { kind: 'uncertain', reached, fault } : reached;
  }
}
