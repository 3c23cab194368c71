/** What every part of one engine shares. Made once in `assemble.ts`; holds no logic of its own. */
import type { EventEmitter } from 'eventemitter3'
import type { StorageAdapter } from '../storage/port.ts'
import type { Services } from './container.ts'
import type { Hooks } from './hook.ts'
import type { Declarations } from './load-plugins.ts'
import type { LastingStorage } from './losses.ts'
import type { SettingsReader } from './settings-cache.ts'
import type { Studios } from './studios.ts'
import type { Clock, Ids, Logger } from './tokens.ts'

/** One operation at work, for everything that is called from inside it. What it started may outlive it. */
export interface Flow {
  readonly name: string
  readonly kind: 'command' | 'query'
  ended: boolean
}

/** Follows a flow of calls; a host's types need not know by what of Node. */
export interface AtWork {
  run<T>(flow: Flow, work: () => T): T
  getStore(): Flow | undefined
}

export interface Kernel {
  readonly storage: StorageAdapter
  /** The same store for what may be done twice: it is tried again when connections break. */
  readonly lasting: LastingStorage
  readonly declarations: Declarations
  readonly services: Services
  readonly hooks: Hooks
  readonly studios: Studios
  readonly settings: SettingsReader
  readonly clock: Clock
  readonly ids: Ids
  readonly logger: Logger
  /** How long a call goes on trying when connections to the store break, in milliseconds. */
  readonly connectionPatienceMs: number
  /** The operation at work in this flow of calls: what waits for it must not be called from inside it. */
  readonly atWork: AtWork
  /** In-process notice of events after their commit, by the name of the event; `*` for each commit with events or jobs. */
  readonly notices: EventEmitter
}
