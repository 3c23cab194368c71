/** What an author of a storage adapter tests it with. */
export { type BrokenAdapter, brokenAdapters } from './storage/broken/index.ts'
export {
  type ConformanceCase,
  type ConformanceOptions,
  type ConformanceResult,
  type ConformanceSuite,
  runConformance,
  storageConformance,
} from './storage/conformance.ts'
export { ConformanceFailure } from './storage/failure.ts'
export { runOtherProcess } from './storage/other-process.ts'
export type { OtherProcess, TestStore } from './storage/store.ts'
