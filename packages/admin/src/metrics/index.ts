export { countLetters } from './count-letters.ts';
export {
  countOutcomes,
  countRequests,
  createMetrics,
  type Observe,
  type ProcessMetrics,
  renderAll,
  type Snapshot,
} from './create-metrics.ts';
export { watchStores } from './watch-stores.ts';
