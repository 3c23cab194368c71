/**
 * What a test says about the store that it runs on, for the last lines of `npm test`:
 * `describe('…', { meta: { store: { store: 'SQLite', version: '3.51.0', how: 'node:sqlite' } } }, …)`.
 */

/** A store on which tests ran. */
export interface StoreRun {
  /** Such as PostgreSQL. */
  readonly store: string
  /** As the store itself says it; absent for one that has none, such as memory. */
  readonly version?: string
  /** By which driver, or where the server came from. */
  readonly how?: string
}

/** A store on which tests were to run and could not. */
export interface StoreAbsent {
  readonly store: string
  readonly absent: string
}

declare module 'vitest' {
  interface TaskMeta {
    store?: StoreRun | StoreAbsent
  }
}
