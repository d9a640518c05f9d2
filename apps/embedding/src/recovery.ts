import { commonPasswordBlocklist, cryptoTokenSource } from '@rekey/crypto';
import {
  type Courier,
  createCourier,
  createPasswordPolicy,
  createRequestReset,
  createSetPassword,
  DEFAULT_COURIER_RULES,
  type LetterEvent,
  type RequestReset,
  type SetPassword,
} from '@rekey/domain';
import type {
  AddressLimiter,
  LetterBox,
  Mailer,
  PasswordHasher,
  ResetTokenStore,
  UnitOfWork,
  UserDirectory,
} from '@rekey/domain/ports';
import { systemClock } from '@rekey/memory';
import { memberTexts } from './member-texts.ts';

export interface RecoveryDeps {
  readonly directory: UserDirectory;
  readonly units: UnitOfWork;
  readonly tokens: ResetTokenStore;
  readonly letters: LetterBox;
  readonly hasher: PasswordHasher;
  readonly limiter: AddressLimiter;
  readonly mailer: Mailer;
  /** What members see in their browsers; never taken from a request. */
  readonly publicUrl: string;
  readonly tell: (event: LetterEvent) => void;
  readonly stopping: () => boolean;
}

/** The use cases that this program needs, made of its parts. */
export interface Recovery {
  readonly requestReset: RequestReset;
  readonly setPassword: SetPassword;
  readonly courier: Courier;
}

export async function createRecovery(deps: RecoveryDeps): Promise<Recovery> {
  const { publicUrl, ...ports } = deps;
  const source = cryptoTokenSource();
  const policy = createPasswordPolicy({
    minimum: 15,
    normalization: 'nfc',
    serviceNames: ['members area'],
    blocklist: await commonPasswordBlocklist(),
  });
  return {
    requestReset: createRequestReset({ ...ports, answers: 'private' }),
    setPassword: createSetPassword({ ...ports, policy, source }),
    courier: createCourier({
      ...ports,
      source,
      texts: memberTexts(publicUrl),
      messageIdHost: new URL(publicUrl).hostname,
      rules: DEFAULT_COURIER_RULES,
      clock: systemClock,
      random: Math.random,
    }),
  };
}
