/**
 * Brings every event to every subscriber, in commit order. One process at a time serves a subscriber (by lease); each
 * event, or batch of them, is handled in one transaction that also moves the cursor, so a crash repeats an event but never
 * skips one.
 */
import { ConnectionLost, LockTimeout } from '../storage/errors.ts'
import type { Followed, Row, Tx, Where } from '../storage/port.ts'
import { storedForm } from '../storage/scope.ts'
import { defineError } from '../values/calotype-error.ts'
import type { Instant } from '../values/instant.ts'
import type { Json } from '../values/json.ts'
import { later, retryAfter } from './back-off.ts'
import { type Event, eventOf } from './event.ts'
import type { Kernel } from './kernel.ts'
import { handleEvents } from './handle-events.ts'
import { Turns } from './patience.ts'
import { deadLetters } from './records.ts'
import { reasonOf } from './reason.ts'
import type { Placed, Subscriber } from './subscriber.ts'
import { stored } from './tables.ts'

/** Events of the log that are looked at together, to find those that concern a subscriber. */
const lookAhead = 100
/** Events that a subscriber handles before the next one has its turn. */
const mostInARow = 1000

export const LeaseLost = defineError<{ name: string }>({
  code: 'LEASE_LOST',
  status: 503,
  summary: 'Another process took over work whose lease ran out.',
  message: ({ name }) => `Another process took over ${name} while it was at work here; what was done here was undone.`,
  mend: 'Nothing: the other process goes on. If it happens often, raise background.leaseMs.',
})

/** How many events were handled or given up; or why none was. */
type Step = number | 'skipped' | 'later' | 'end'

export class SubscriptionRunner {
  readonly #kernel: Kernel
  readonly #owner: string
  readonly #leaseMs: number
  readonly #placed: readonly Placed[]
  readonly #known = new Set<string>()
  /** After a batch has failed: how many events of the log a subscriber still takes one by one. */
  readonly #oneByOne = new Map<string, number>()

  constructor(kernel: Kernel, owner: string, leaseMs: number) {
    this.#kernel = kernel
    this.#owner = owner
    this.#leaseMs = leaseMs
    this.#placed = kernel.declarations.plugins.flatMap((plugin) =>
      plugin.subscribers.map((subscriber) => ({
        plugin: plugin.name,
        name: `${plugin.name}.${subscriber.name}`,
        subscriber,
      })),
    )
  }

  /** Serves every subscriber that has something to do; answers how many events were handled or given up. */
  async work(stopped: () => boolean): Promise<number> {
    let handled = 0
    for (const placed of this.#placed) {
      if (stopped()) return handled
      handled += await this.#serve(placed, stopped)
    }
    return handled
  }

  async #serve(placed: Placed, stopped: () => boolean): Promise<number> {
    if (!this.#known.has(placed.name)) {
      await this.#introduce(placed)
      this.#known.add(placed.name)
    }
    const state = await this.#state(placed.name)
    const now = this.#kernel.clock.now()
    if (state.retryAt !== null && state.retryAt > now) return 0
    if (state.leaseOwner !== null && state.leaseOwner !== this.#owner && (state.leaseUntil ?? '') > now) return 0
    const ahead = await this.#follow(state.cursor, 1)
    if (ahead.rows.length === 0) return 0
    if (!(await this.#lease(placed.name))) return 0
    let handled = 0
    try {
      const turns = new Turns()
      for (;;) {
        const step = await this.#step(placed)
        if (typeof step === 'number') handled += step
        if (step === 'end' || step === 'later' || handled >= mostInARow || stopped()) return handled
        await turns.rest()
      }
    } finally {
      await this.#release(placed.name)
    }
  }

  /** Handles what comes next and concerns the subscriber. Answers how many events it was. */
  async #step(placed: Placed): Promise<Step> {
    const { cursor, failures } = await this.#state(placed.name)
    const alone = placed.subscriber.batch === 1 || failures > 0 || this.#oneByOne.has(placed.name)
    const ahead = await this.#follow(cursor, alone ? lookAhead : placed.subscriber.batch)
    if (ahead.rows.length === 0) return 'end'
    if (!alone) return this.#batch(placed, cursor, ahead)
    const wanted = ahead.rows.findIndex((row) => concerns(placed.subscriber, row))
    if (wanted !== 0) {
      const passed = wanted < 0 ? ahead : await this.#follow(cursor, wanted)
      await this.#pass(placed.name, cursor, passed)
      this.#passedOneByOne(placed.name, passed.rows.length)
      return 'skipped'
    }
    const next = await this.#follow(cursor, 1)
    const [row] = next.rows
    if (row === undefined) return 'end'
    const event = eventOf(row)
    const step = await this.#handle(placed, [event], cursor, next.cursor, (error) =>
      this.#failed(placed, event, { from: cursor, to: next.cursor }, failures + 1, error),
    )
    if (step !== 'later') this.#passedOneByOne(placed.name, 1)
    return step
  }

  /** Handles all that concerns the subscriber of what lies ahead; where that fails, its events come one by one. */
  async #batch(placed: Placed, cursor: string | null, ahead: Followed): Promise<Step> {
    const events = ahead.rows.filter((row) => concerns(placed.subscriber, row)).map(eventOf)
    if (events.length === 0) {
      await this.#pass(placed.name, cursor, ahead)
      return 'skipped'
    }
    return this.#handle(placed, events, cursor, ahead.cursor, async (error) => {
      const details = { subscriber: placed.name, events: events.length, error: reasonOf(error) }
      this.#kernel.logger.warn('A subscriber failed over several events and takes them one by one', details)
      this.#oneByOne.set(placed.name, ahead.rows.length)
      return 'skipped'
    })
  }

  #passedOneByOne(name: string, passed: number): void {
    const left = (this.#oneByOne.get(name) ?? 0) - passed
    if (left > 0) this.#oneByOne.set(name, left)
    else this.#oneByOne.delete(name)
  }

  #pass(name: string, from: string | null, passed: Followed): Promise<void> {
    return this.#ours(name, from, () =>
      this.#kernel.lasting.transaction((tx) => this.#advance(tx, name, from, passed.cursor)),
    )
  }

  async #handle(
    placed: Placed,
    events: readonly Event[],
    from: string | null,
    to: string | null,
    failed: (error: unknown) => Promise<Step>,
  ): Promise<Step> {
    try {
      await this.#ours(placed.name, from, () =>
        handleEvents(this.#kernel, placed, events, {
          ms: this.#leaseMs,
          advance: (tx) => this.#advance(tx, placed.name, from, to),
        }),
      )
      return events.length
    } catch (error) {
      if (LeaseLost.is(error)) return 'later'
      // The store's failure is not the handler's: it costs none of its attempts.
      if (ConnectionLost.is(error)) throw error
      if (LockTimeout.is(error)) {
        this.#kernel.logger.warn('A subscriber met a lock and will try again', {
          subscriber: placed.name,
          error: reasonOf(error),
        })
        return 'later'
      }
      try {
        return await failed(error)
      } catch (failure) {
        if (LeaseLost.is(failure)) return 'later'
        throw failure
      }
    }
  }

  /**
   * Does what moves the cursor. Where a lost connection hides that it was moved, the next try finds the lease lost: but it
   * is still ours, and the cursor stands further on.
   */
  async #ours(name: string, from: string | null, work: () => Promise<void>): Promise<void> {
    try {
      await work()
    } catch (error) {
      if (!LeaseLost.is(error)) throw error
      const { cursor, leaseOwner } = await this.#state(name)
      if (leaseOwner !== this.#owner || cursor === from) throw error
    }
  }

  async #failed(
    placed: Placed,
    event: Event,
    passing: { readonly from: string | null; readonly to: string | null },
    failures: number,
    error: unknown,
  ): Promise<Step> {
    const kernel = this.#kernel
    const now = kernel.clock.now()
    const reason = reasonOf(error)
    const givenUp = failures >= placed.subscriber.attempts
    await this.#kernel.lasting.transaction(async (tx) => {
      if (!givenUp) {
        const retryAt = retryAfter(failures, now)
        await tx.update(stored.subscriptions, this.#held(placed.name), { failures, retryAt })
        return
      }
      await tx.insert(storedForm(kernel.declarations.schema, deadLetters), [
        {
          tenant: event.tenant,
          branch: event.branch,
          id: kernel.ids.next(),
          kind: 'subscriber',
          name: placed.name,
          content: { ...event } as unknown as Json,
          error: reason.slice(0, 2000),
          at: now,
          redeliveredAt: null,
          version: 1,
        },
      ])
      await this.#advance(tx, placed.name, passing.from, passing.to)
    })
    const details = { subscriber: placed.name, event: event.name, eventId: event.id, failures, error: reason }
    if (givenUp) kernel.logger.error('A subscriber gave an event up: it is in the dead letters', details)
    else kernel.logger.warn('A subscriber failed and will try again', details)
    return givenUp ? 1 : 'later'
  }

  /** Moves the cursor, if the lease still holds and nobody has moved it. */
  async #advance(tx: Tx, name: string, from: string | null, cursor: string | null): Promise<void> {
    const leaseUntil = later(this.#kernel.clock.now(), this.#leaseMs)
    const set = { cursor, failures: 0, retryAt: null, leaseUntil }
    const unmoved: Where = {
      kind: 'and',
      all: [this.#held(name), { kind: 'compare', column: 'cursor', is: 'eq', value: from }],
    }
    if ((await tx.update(stored.subscriptions, unmoved, set)) !== 1) throw LeaseLost.create({ name })
  }

  async #lease(name: string): Promise<boolean> {
    const now = this.#kernel.clock.now()
    const free: Where = {
      kind: 'or',
      any: [
        { kind: 'compare', column: 'leaseOwner', is: 'eq', value: null },
        { kind: 'compare', column: 'leaseOwner', is: 'eq', value: this.#owner },
        { kind: 'compare', column: 'leaseUntil', is: 'lte', value: now },
      ],
    }
    const where: Where = { kind: 'and', all: [named(name), free] }
    const set = { leaseOwner: this.#owner, leaseUntil: later(now, this.#leaseMs) }
    return (await this.#kernel.lasting.transaction((tx) => tx.update(stored.subscriptions, where, set))) === 1
  }

  async #release(name: string): Promise<void> {
    const set = { leaseOwner: null, leaseUntil: null }
    await this.#kernel.lasting.transaction((tx) => tx.update(stored.subscriptions, this.#held(name), set))
  }

  #held(name: string): Where {
    return {
      kind: 'and',
      all: [named(name), { kind: 'compare', column: 'leaseOwner', is: 'eq', value: this.#owner }],
    }
  }

  async #introduce({ name, subscriber }: Placed): Promise<void> {
    const standing = await this.#kernel.lasting.snapshot((reads) =>
      reads.find(stored.subscriptions, { where: named(name), orderBy: [], limit: 1 }),
    )
    if (standing.length > 0) return
    let cursor: string | null = null
    if (subscriber.from === 'now') {
      for (;;) {
        const ahead = await this.#follow(cursor, 1000)
        cursor = ahead.cursor
        if (ahead.rows.length === 0) break
      }
    }
    const row = { subscriber: name, cursor, failures: 0, retryAt: null, leaseOwner: null, leaseUntil: null }
    await this.#kernel.lasting.transaction((tx) => tx.insert(stored.subscriptions, [row], 'primary'))
  }

  async #state(name: string): Promise<SubscriptionState> {
    const [row] = await this.#kernel.lasting.snapshot((reads) =>
      reads.find(stored.subscriptions, { where: named(name), orderBy: [], limit: 1 }),
    )
    if (row === undefined) return { cursor: null, failures: 0, retryAt: null, leaseOwner: null, leaseUntil: null }
    return row as unknown as SubscriptionState
  }

  #follow(cursor: string | null, limit: number): Promise<Followed> {
    return this.#kernel.lasting.snapshot((reads) => reads.follow(stored.outbox, cursor, limit))
  }
}

interface SubscriptionState {
  readonly cursor: string | null
  readonly failures: number
  readonly retryAt: Instant | null
  readonly leaseOwner: string | null
  readonly leaseUntil: Instant | null
}

const named = (name: string): Where => ({ kind: 'compare', column: 'subscriber', is: 'eq', value: name })

const concerns = (subscriber: Subscriber, row: Row): boolean =>
  subscriber.events === null || subscriber.events.includes(String(row.name))
