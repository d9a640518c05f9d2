export { type MemoryAddressLimiterOptions, memoryAddressLimiter } from './memory-address-limiter.ts';
export type { AuditRow, MemoryUser, StoredMemoryUser } from './memory-database.ts';
export { type MemoryMailer, type MemoryRelay, memoryMailer } from './memory-mailer.ts';
export { memoryPasswordBlocklist } from './memory-password-blocklist.ts';
export { type MemoryPasswordHasherOptions, memoryPasswordHasher } from './memory-password-hasher.ts';
export { createMemoryStore, type MemoryStore, type MemoryStoreOptions } from './memory-store.ts';
export { memoryTokenSource } from './memory-token-source.ts';
export type { MemoryUsers } from './memory-users.ts';
export { systemClock } from './system-clock.ts';
