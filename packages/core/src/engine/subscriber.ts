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
  /** How many events of the log it is given at once at most; 1 for those that take one by one. */
  readonly batch: number
  /** Runs in one transaction, which also moves the cursor: what it writes in the store, it writes once. What it does outside may happen again after a crash. */
  handle(context: CommandContext, event: Event): Promise<void>
  /** The same for several events of one branch, in the order of their commits. */
  handleAll?(context: CommandContext, events: readonly Event[]): Promise<void>
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
    batch: 1,
    handle: options.handle as Subscriber['handle'],
  }
}

/**
 * Subscribes to events, to be handled many at a time: `handleAll` gets events of one branch in the order of their commits.
 * All that it is given from `batch` events of the log (100 unless told, 1,000 at most) is one transaction, which also moves
 * the cursor; where that holds events of several branches, `handleAll` is called for one branch after the other in it. The
 * context is that of the branch, with the correlation id of its first event. Where it fails, everything of the batch is
 * undone and each event is handled by itself, so that only the one at fault is retried and given up.
 */
export function subscribeInBatches<const Kinds extends readonly EventKind[]>(options: {
  readonly name: string
  readonly to: Kinds
  readonly batch?: number
  readonly attempts?: number
  readonly from?: 'beginning' | 'now'
  handleAll(context: CommandContext, events: readonly Event<DataOf<Kinds[number]>>[]): Promise<void>
}): Subscriber {
  const handleAll: NonNullable<Subscriber['handleAll']> = (context, events) =>
    options.handleAll(context, events as readonly Event<DataOf<Kinds[number]>>[])
  return {
    name: options.name,
    events: options.to.map((kind) => kind.name),
    attempts: options.attempts ?? 5,
    from: options.from ?? 'beginning',
    batch: options.batch ?? 100,
    handle: (context, event) => handleAll(context, [event]),
    handleAll,
  }
}

/** Subscribes to everything that happens. */
export function subscribeToAll(options: {
  readonly name: string
  readonly attempts?: number
  readonly from?: 'beginning' | 'now'
  handle(context: CommandContext, event: Event): Promise<void>
}): Subscriber {
  return { ...options, events: null, attempts: options.attempts ?? 5, from: options.from ?? 'beginning', batch: 1 }
}

/** A subscriber in an engine. */
export interface Placed {
  readonly plugin: string
  /** `<plugin>.<subscriber>`. */
  readonly name: string
  readonly subscriber: Subscriber
}
