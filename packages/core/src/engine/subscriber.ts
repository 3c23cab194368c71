/** Subscribers: told of every event after its commit, durably, at least once and in commit order. */
import type { CommandContext } from './context.ts'
import type { Event, EventKind } from './event.ts'

export interface Subscriber {
  /** Names the cursor within the plugin; stays the same for ever. */
  readonly name: string
  /** Names of events; null: all of them. */
  readonly events: readonly string[] | null
  /** How often an event is tried in all before it goes to the dead letters; 5 unless told. */
  readonly attempts: number
  /** Where a subscriber that never ran begins: with the first event kept, or with those to come. */
  readonly from: 'beginning' | 'now'
  /** Runs in one transaction, which also moves the cursor: what it writes in the store, it writes once. What it does outside may happen again after a crash. */
  handle(context: CommandContext, event: Event): Promise<void>
}

type DataOf<K> = K extends EventKind<string, infer Data> ? Data : never

/** Subscribes to events. */
export function subscribe<const Kinds extends readonly EventKind[]>(options: {
  readonly name: string
  readonly to: Kinds
  readonly attempts?: number
  readonly from?: 'beginning' | 'now'
  handle(context: CommandContext, event: Event<DataOf<Kinds[number]>>): Promise<void>
}): Subscriber {
  return {
    name: options.name,
    events: options.to.map((kind) => kind.name),
    attempts: options.attempts ?? 5,
    from: options.from ?? 'beginning',
    handle: options.handle as Subscriber['handle'],
  }
}

/** Subscribes to everything that happens. */
export function subscribeToAll(options: {
  readonly name: string
  readonly attempts?: number
  readonly from?: 'beginning' | 'now'
  handle(context: CommandContext, event: Event): Promise<void>
}): Subscriber {
  return { ...options, events: null, attempts: options.attempts ?? 5, from: options.from ?? 'beginning' }
}
