import type { Capabilities, StorageAdapter } from '@calotype/core/storage'
import type { Json } from '@calotype/core/values'

/** One store of one case. */
export interface TestStore {
  /**
   * Opens an adapter on this store. Called once; again after `close`, where the adapter is durable; and several times at
   * once, where many processes may open the store. Every adapter it answers stands on the same data.
   */
  open(): Promise<StorageAdapter>
  /** How another process opens this store. Needed where `can.manyProcesses`. */
  readonly otherProcess?: OtherProcess
  /**
   * Begins a transaction on a connection of the host's own, calls `work` with the native handle that `join` takes, then
   * commits, or rolls back where `work` throws (and throws on). Needed where `can.join`.
   */
  hostTransaction?(adapter: StorageAdapter, work: (native: unknown) => Promise<void>): Promise<void>
  /** Frees what the store took, such as a file. */
  remove?(): Promise<void>
}

export interface OtherProcess {
  /** An ES module (URL, or absolute path) that exports `open(data)`, which answers an adapter on the store. */
  readonly module: string | URL
  /** What that `open` is given: the file, the address. It travels as JSON. */
  readonly data?: Json
  /** Further flags for Node, such as `['--import', './setup.js']`. */
  readonly nodeFlags?: readonly string[]
}

/** A need that not every adapter meets, and that a case may have. */
export type Need = keyof Capabilities | 'turns' | 'reopen' | 'opensAtOnce'

/** Why a case that needs this is skipped where the adapter does not declare it. */
export const withoutNeed: Readonly<Record<Need, string>> = {
  durable: 'the adapter declares `durable: false`: what is committed ends with the process',
  manyProcesses: 'the adapter declares `manyProcesses: false`: no second process may open the store',
  concurrentWriters:
    'the adapter declares `concurrentWriters: false`: writers take turns, and locks are never contended',
  join: 'the adapter declares `join: false`: it cannot work inside a transaction of the host',
  wakeUps: 'the adapter declares `wakeUps: false`: it carries no notice between processes',
  turns: 'the adapter declares `concurrentWriters: true`: its writers need not take turns',
  reopen: "the adapter is not durable, and the suite was told `opensAgain: 'never'`",
  opensAtOnce: "the adapter is not for many processes, and the suite was not told `opensAgain: 'at-once'`",
}
