import type { LetterBox, LettersInUnit, TokensInUnit, Unit } from '@rekey/domain/ports';
import type { StoreUnderTest } from '../store-under-test.ts';

/** The store with `alter` applied to what each of its units can touch. */
export function alteredUnit(store: StoreUnderTest, alter: (unit: Unit) => Partial<Unit>): StoreUnderTest {
  return { ...store, units: { run: (work) => store.units.run((unit) => work({ ...unit, ...alter(unit) })) } };
}

/** The store with `alter` applied to its letter box. */
export function alteredBox(store: StoreUnderTest, alter: (letters: LetterBox) => Partial<LetterBox>): StoreUnderTest {
  return { ...store, letters: { ...store.letters, ...alter(store.letters) } };
}

/** The store with `alter` applied to what its units can do with letters. */
export function alteredLetters(
  store: StoreUnderTest,
  alter: (letters: LettersInUnit) => Partial<LettersInUnit>,
): StoreUnderTest {
  return alteredUnit(store, ({ letters }) => ({ letters: { ...letters, ...alter(letters) } }));
}

/** The store with `alter` applied to what its units can do with tokens. */
export function alteredTokens(
  store: StoreUnderTest,
  alter: (tokens: TokensInUnit) => Partial<TokensInUnit>,
): StoreUnderTest {
  return alteredUnit(store, ({ tokens }) => ({ tokens: { ...tokens, ...alter(tokens) } }));
}

/** The store with units whose `alter`ed parts do, after a rollback, what the rollback had to undo. */
export function withAfterlife(
  store: StoreUnderTest,
  alter: (unit: Unit, afterRollback: (again: (unit: Unit) => Promise<void>) => void) => Partial<Unit>,
): StoreUnderTest {
  return {
    ...store,
    units: {
      run: async (work) => {
        const undone: ((unit: Unit) => Promise<void>)[] = [];
        try {
          return await store.units.run((unit) => work({ ...unit, ...alter(unit, (again) => undone.push(again)) }));
        } catch (fault) {
          for (const again of undone) await store.units.run(again);
          throw fault;
        }
      },
    },
  };
}
