/** An engine: a value that a host creates, opens sessions on, and closes. */
import type { MigrationPlan } from '../storage/migration-plan.ts'
import type { Background } from './background.ts'
import { buildDesk, type Desk } from './desk.ts'
import { DeskInsideCommand, EngineClosed, JoinUnsupported } from './errors.ts'
import type { Event, EventKind } from './event.ts'
import { execute } from './execute.ts'
import { type Health, lookAtHealth } from './health.ts'
import { Joined } from './joined.ts'
import type { Kernel } from './kernel.ts'
import type { Operation } from './operation.ts'
import { Permissions } from './permissions.ts'
import type { Plugin } from './plugin.ts'
import type { OpenSession } from './query-run.ts'
import { checkSession, type SessionOptions } from './session.ts'
import { BranchUnknown, type Studio } from './studio.ts'
import type { Token } from './tokens.ts'

/** Operations inside a transaction of the host: see {@link Engine.join}. */
export interface JoinedDesk<P extends readonly Plugin[]> {
  /** The session's operations, carried out in the host's transaction one after the other, in the order of the calls. */
  readonly desk: Desk<P>
  /**
   * To be called when the host's transaction has been committed, and only then: listeners of this process and the
   * background work hear of what happened. Where it is not called, they find it a little later, by looking.
   *
   * @throws JOIN_BUSY while a call is still at work
   */
  committed(): void
}

export type EngineState = 'open' | 'closing' | 'closed'

export class Engine<P extends readonly Plugin[] = readonly Plugin[]> {
  readonly #kernel: Kernel
  readonly #background: Background
  /** What the start did to the store's schema, and what stands there that no loaded plugin declares. */
  readonly migrations: MigrationPlan
  /** Every operation, by name: what HTTP, clients and documentation are derived from. */
  readonly operations: ReadonlyMap<string, Operation>
  #state: EngineState = 'open'
  #running = 0
  #whenIdle: (() => void) | undefined
  #closing: Promise<void> | undefined

  /** Made by `createEngine`. */
  constructor(kernel: Kernel, background: Background, migrations: MigrationPlan) {
    this.#kernel = kernel
    this.#background = background
    this.migrations = migrations
    this.operations = new Map(
      kernel.declarations.plugins.flatMap((plugin) =>
        Object.values(plugin.operations).map((operation): [string, Operation] => [operation.name, operation]),
      ),
    )
  }

  get state(): EngineState {
    return this.#state
  }

  /** The names of the loaded plugins, rooms included, in the order of loading. */
  get plugins(): readonly string[] {
    return this.#kernel.declarations.plugins.map((plugin) => plugin.name)
  }

  /**
   * A session: everything that the actor can call, in one studio and branch.
   *
   * @throws SESSION_INVALID, ROLE_UNKNOWN; calls throw TENANT_UNKNOWN or BRANCH_UNKNOWN
   */
  as(options: SessionOptions): Desk<P> {
    const opened = this.#opening(options)
    return this.#desk((operation, input) =>
      this.#tracked(async () => execute(this.#kernel, await opened(), operation, input)),
    )
  }

  /**
   * A session whose operations run inside a transaction that the host opened itself, on its own connection to the same
   * store: what they write is committed or rolled back with what the host writes to its own tables. A command that fails
   * undoes only itself; none is repeated, and nothing is committed here. Events and jobs are seen after the commit.
   *
   * `native` is what the storage adapter joins: the database object of SQLite, the client of `pg`, the connection of
   * `mysql2`. Join again for each transaction.
   *
   * @throws SESSION_INVALID, ROLE_UNKNOWN, JOIN_UNSUPPORTED, ENGINE_CLOSED, DESK_INSIDE_COMMAND; STORAGE_FAILED where no
   * transaction is open on the connection; its calls throw JOINED_ELSEWHERE on a connection to another store than this
   * engine's, and JOIN_ENDED after `committed()`
   */
  join(native: object, options: SessionOptions): JoinedDesk<P> {
    this.#refuseInside('engine.join')
    if (this.#state !== 'open') throw EngineClosed.create({ state: this.#state })
    const { storage } = this.#kernel
    const opened = this.#opening(options)
    if (storage.join === undefined) throw JoinUnsupported.create({ storage: storage.name })
    const joined = new Joined(this.#kernel, storage.join(native))
    return {
      desk: this.#desk((operation, input) => this.#tracked(() => joined.call(opened, operation, input))),
      committed: () => joined.committed(),
    }
  }

  #desk(call: (operation: Operation, input: unknown) => Promise<unknown>): Desk<P> {
    return buildDesk(this.#kernel.declarations.plugins, call) as unknown as Desk<P>
  }

  /** Opens the session of these options, once its studio is known, and again where that has changed. */
  #opening(options: SessionOptions): () => OpenSession | Promise<OpenSession> {
    checkSession(options)
    const permissions = new Permissions(options.actor, this.#kernel.declarations.roles)
    const correlationId = options.correlationId ?? this.#kernel.ids.next()
    let opened: OpenSession | undefined
    const open = (studio: Studio): OpenSession => {
      if (opened?.studio === studio) return opened
      if (!studio.hasBranch(options.branch)) {
        throw BranchUnknown.create({ tenant: options.tenant, branch: options.branch, known: studio.branches })
      }
      opened = {
        tenant: options.tenant,
        branch: options.branch,
        actor: options.actor.id,
        permissions,
        studio,
        locale: options.locale ?? studio.locale,
        correlationId,
      }
      return opened
    }
    return () => {
      const found = this.#kernel.studios.find(options.tenant)
      return found instanceof Promise ? found.then(open) : open(found)
    }
  }

  /**
   * Tells `listener` of events of this process after their commit: quick, but lost with the process. What must not be
   * lost belongs to a subscriber. Answers how to stop it.
   */
  on<Data>(kind: EventKind<string, Data>, listener: (event: Event<Data>) => void): () => void {
    this.#kernel.notices.on(kind.name, listener)
    return () => {
      this.#kernel.notices.off(kind.name, listener)
    }
  }

  /** A service of this engine's container. */
  resolve<T>(token: Token<T>): T {
    return this.#kernel.services.resolve(token)
  }

  /** Does all that subscribers and jobs have due now, and what comes of it. */
  async settle(): Promise<void> {
    this.#refuseInside('engine.settle')
    return this.#tracked(() => this.#background.settle())
  }

  /** Forgets a studio's settings as the tenant directory gave them, so that the next call asks again. */
  forgetStudio(tenant: string): void {
    this.#kernel.studios.forget(tenant)
  }

  /** How the engine, its store and its background work are. Never throws. */
  health(): Promise<Health> {
    return lookAtHealth(this.#kernel, this.#state)
  }

  /** Whether the engine takes operations and its store answers. Never throws. */
  async ready(): Promise<boolean> {
    if (this.#state !== 'open') return false
    try {
      await this.#kernel.storage.check()
      return true
    } catch {
      return false
    }
  }

  /** Takes no new operations, waits for those at work, stops the background work and closes the store. Safe to call twice. */
  async close(): Promise<void> {
    this.#refuseInside('engine.close')
    this.#closing ??= this.#close()
    return this.#closing
  }

  /** What waits for the operations at work would wait for the one it is called in. */
  #refuseInside(operation: string): void {
    const outer = this.#kernel.atWork.getStore()
    if (outer?.ended === false) throw DeskInsideCommand.create({ outer: outer.name, operation })
  }

  async #close(): Promise<void> {
    this.#state = 'closing'
    if (this.#running > 0) {
      await new Promise<void>((resolve) => {
        this.#whenIdle = resolve
      })
    }
    try {
      await this.#background.stop()
    } finally {
      await this.#kernel.storage.close()
      await this.#kernel.services.dispose()
      this.#kernel.notices.removeAllListeners()
      this.#state = 'closed'
    }
  }

  async #tracked<T>(work: () => Promise<T>): Promise<T> {
    if (this.#state !== 'open') throw EngineClosed.create({ state: this.#state })
    this.#running++
    try {
      return await work()
    } finally {
      this.#running--
      if (this.#running === 0) this.#whenIdle?.()
    }
  }
}
