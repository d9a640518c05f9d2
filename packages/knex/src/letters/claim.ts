import type { ClaimRequest, ClaimRound, LetterBox } from '@rekey/domain/ports';
import type { Connections } from '../connections.ts';
import { inTransactionAgain } from '../transaction.ts';
import { type Claimed, claimSome } from './claim-statement.ts';
import { INTAKE, type Intake, takeIn } from './intake.ts';

/** Intake goes on for so long before a claim, where more came in than one statement takes. */
const LONGEST_INTAKE_MS = 500;
/** What is left of every bound after a statement that was cut off for its length. */
const A_TENTH = 0.1;

/** What came in, and what was claimed after it; `null` where intake is to go on first. */
type Round = Intake & { readonly claim: Claimed | null };
const NO_INTAKE: Intake = { folded: [], buried: [], mayBeMore: false };

/**
 * Takes letters in, a bounded number at a time, then claims. The last intake shares a transaction,
 * and so a commit, with its claim.
 */
export function claimLetters({ write, dialect }: Pick<Connections, 'write' | 'dialect'>): LetterBox['claim'] {
  const bounds = shrinkingBounds();
  // Then the relay has enough to do: one statement takes in four times what it gets, and it need
  // not wait for more.
  let isFull = false;

  const claimOnly = async (request: ClaimRequest): Promise<Round> => ({
    ...NO_INTAKE,
    claim: await inTransactionAgain({ write, dialect }, (transaction) =>
      claimSome(transaction, dialect, request, bounds.of(request.limit)),
    ),
  });
  const takeInAndClaim = (request: ClaimRequest, goesOn: () => boolean): Promise<Round> =>
    inTransactionAgain({ write, dialect }, async (transaction) => {
      const intake = await takeIn(transaction, dialect, request, bounds.of(INTAKE));
      const mayClaim = !intake.mayBeMore || !goesOn();
      const claim = mayClaim ? await claimSome(transaction, dialect, request, bounds.of(request.limit)) : null;
      return { ...intake, claim };
    });

  const untilClaimed = async (request: ClaimRequest, rounds: Round[]): Promise<void> => {
    const began = performance.now();
    const goesOn = () => !isFull && bounds.areWhole() && performance.now() - began < LONGEST_INTAKE_MS;
    do rounds.push(await takeInAndClaim(request, goesOn));
    while (rounds.at(-1)?.claim === null);
    isFull = rounds.at(-1)?.claim?.isFull ?? false;
  };

  return async (request) => {
    const rounds: Round[] = [];
    try {
      if (request.suspects) rounds.push(await claimOnly(request));
      else await untilClaimed(request, rounds);
      bounds.grow();
    } catch (error) {
      if (dialect.wasCutOff(error)) bounds.shrink();
      // What has ended is to be told all the same; what broke here breaks again with the next
      // claim.
      if (rounds.length === 0) throw error;
    }
    return roundOf(rounds);
  };
}

/**
 * Bounds of statements: a tenth after one that the database cut off for its length, and twice as
 * much whenever that works.
 */
function shrinkingBounds() {
  let portion = 1;
  return {
    of: (whole: number) => Math.max(Math.min(whole, 1), Math.floor(whole * portion)),
    areWhole: () => portion === 1,
    shrink() {
      portion = Math.max(portion * A_TENTH, 1 / INTAKE);
    },
    grow() {
      portion = Math.min(1, portion * 2);
    },
  };
}

function roundOf(rounds: readonly Round[]): ClaimRound {
  return {
    claimed: rounds.flatMap(({ claim }) => claim?.claimed ?? []),
    buried: rounds.flatMap(({ buried, claim }) => [...buried, ...(claim?.buried ?? [])]),
    folded: rounds.flatMap(({ folded }) => folded),
  };
}
