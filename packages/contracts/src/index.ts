export { addressLimiterContract, type LimiterOptions, type LimiterUnderTest } from './address-limiter.contract.ts';
export { auditReaderContract } from './audit-reader.contract.ts';
export { auditWriterContract } from './audit-writer.contract.ts';
export { backlogContract } from './backlog.contract.ts';
export { type BreachesUnderTest, breachedPasswordsContract } from './breached-passwords.contract.ts';
export { clockContract } from './clock.contract.ts';
export { type Contract, type Promised, promised } from './contract.ts';
export { contractRunner, type Opened, type RunContract, type TestFunctions } from './contract-runner.ts';
export { housekeepingContract } from './housekeeping.contract.ts';
export { letterBoxContract } from './letter-box.contract.ts';
export { lettersInUnitContract } from './letters-in-unit.contract.ts';
export { lookUpContract } from './look-up.contract.ts';
export { mailerContract } from './mailer.contract.ts';
export type { MailerUnderTest, ReceivedMail, RelayBehaviour } from './mailer-under-test.ts';
export { type BlocklistUnderTest, passwordBlocklistContract } from './password-blocklist.contract.ts';
export { type HasherOptions, passwordHasherContract } from './password-hasher.contract.ts';
export { reportsInUnitContract } from './reports-in-unit.contract.ts';
export { resetTokenStoreContract } from './reset-token-store.contract.ts';
export { sessionRevokerContract } from './session-revoker.contract.ts';
export type {
  AuditEntry,
  Outside,
  StoredUser,
  StoreOptions,
  StorePromise,
  StoreUnderTest,
  UserRow,
} from './store-under-test.ts';
export { tokenSourceContract } from './token-source.contract.ts';
export { tokensInUnitContract } from './tokens-in-unit.contract.ts';
export { unitOfWorkContract } from './unit-of-work.contract.ts';
export { userDirectoryContract } from './user-directory.contract.ts';
export { usersInUnitContract } from './users-in-unit.contract.ts';
