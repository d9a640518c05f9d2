export {
  type Batcher,
  type BatcherOptions,
  type BatchWork,
  createBatcher,
  type PerItemFallback,
  settleBatch,
} from './batcher.ts';
export { forEachLimit } from './for-each-limit.ts';
export { createInFlight, type InFlight } from './in-flight.ts';
export { createKeyedMutex, type KeyedMutex } from './keyed-mutex.ts';
export { Overloaded } from './overloaded.ts';
export { createSemaphore, type Semaphore, type SemaphoreLoad, type SemaphoreOptions } from './semaphore.ts';
