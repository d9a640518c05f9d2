import { CommitUnknown, type UnitOfWork } from '../ports/unit-of-work.ts';
import type { UserDirectory } from '../ports/user-directory.ts';
import { type Change, type Changed, changePassword, UserChangedMeanwhile } from './change-password.ts';
import type { TokenRefusal } from './token-verdict.ts';

export interface CommitChangeDeps {
  readonly units: UnitOfWork;
  readonly directory: UserDirectory;
}

/** A change whose commit lost its answer. */
interface Uncertain {
  readonly kind: 'uncertain';
  readonly reached: Changed;
  readonly fault: CommitUnknown;
}

// Each further try needs another commit to lose its answer; three in a row is a broken database, not bad luck.
const MAX_TRIES = 3;

/**
 * Runs the change until its end is certain. Where the answer to a commit was lost, the users table tells:
 * our revision there means changed, the old one means run again, any other means that nobody can know (and throws).
 */
export async function commitChange(deps: CommitChangeDeps, change: Change): Promise<Changed | TokenRefusal> {
  const uncertain: Uncertain[] = [];
  while (uncertain.length < MAX_TRIES) {
    const attempt = await tryOnce(deps.units, change).catch((fault: unknown) => {
      // Not even "too busy" may be said while an earlier commit could still land.
      throw uncertain.length === 0 ? fault : unconfirmed(fault);
    });
    if (attempt.kind === 'uncertain') uncertain.push(attempt);
    else if (attempt.kind === 'changed' || uncertain.length === 0) return attempt;

    // A second run may be refused *because* the first one landed late, so this is asked after a refusal, too.
    const standing = await whatStands(deps.directory, change, uncertain);
    if (standing === 'something else') break;
    if (standing !== 'as before') return standing;
    if (attempt.kind !== 'uncertain') return attempt;
  }
  throw unconfirmed(uncertain.at(-1)?.fault);
}

async function whatStands(
  directory: UserDirectory,
  { record }: Change,
  uncertain: readonly Uncertain[],
): Promise<Changed | 'as before' | 'something else'> {
  const revision = (await directory.findByKey(record.userKey))?.revision;
  const landed = uncertain.find(({ reached }) => reached.user.revision === revision);
  if (landed !== undefined) return landed.reached;
  return revision === record.revision ? 'as before' : 'something else';
}

function unconfirmed(cause: unknown): Error {
  return new Error('a password change cannot be confirmed: the answer to its commit was lost', { cause });
}

async function tryOnce(units: UnitOfWork, change: Change): Promise<Changed | TokenRefusal | Uncertain> {
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
