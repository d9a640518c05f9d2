import type {
  SetPasswordOutcome as Changed,
  InspectTokenOutcome as Inspected,
  LookUpUserOutcome as LookedUp,
  PolicyReason,
  RequestResetOutcome as Requested,
} from '@rekey/domain';
import { describe, expectTypeOf, it } from 'vitest';
import type {
  ForgotPasswordOutcome,
  GetUserOutcome,
  PasswordReason,
  SetPasswordOutcome,
  ValidateTokenOutcome,
} from './index.ts';

/** What a route can come to beside its use case. */
type Beside = 'malformed' | 'overloaded' | 'fault' | 'unreachable';
/** From outside, a user without a mailbox is a fault. */
type Kinds<Outcome extends { readonly kind: string }> = Exclude<Outcome['kind'], 'no-mailbox'> | Beside;

describe('the outcomes of the client', () => {
  it('are those of the tables of answers, neither more nor fewer', () => {
    expectTypeOf<ForgotPasswordOutcome['kind']>().toEqualTypeOf<Kinds<Requested>>();
    expectTypeOf<ValidateTokenOutcome['kind']>().toEqualTypeOf<Kinds<Inspected>>();
    expectTypeOf<SetPasswordOutcome['kind']>().toEqualTypeOf<Kinds<Changed>>();
    expectTypeOf<GetUserOutcome['kind']>().toEqualTypeOf<Kinds<LookedUp> | 'not-an-operator'>();
    expectTypeOf<PolicyReason>().toExtend<PasswordReason>();
    expectTypeOf<PasswordReason['code']>().toEqualTypeOf<PolicyReason['code']>();
  });
});
