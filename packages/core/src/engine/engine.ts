/** An engine: a value that a host creates, opens sessions on, and closes. */
import type { MigrationPlan } from '../storage/migration-plan.ts'
import type { Background } from './background.ts'
import { buildDesk, type Desk } from './desk.ts'
import { DeskInsideCommand, EngineClosed, SessionInvalid } from './errors.ts'
import type { Event, EventKind } from './event.ts'
import { execute } from './execute.ts'
import { type Health, lookAtHealth } from './health.ts'
import type { Kernel } from './kernel.ts'
import type { Operation } from './operation.ts'
import { Permissions } from './permissions.ts'
import type { Plugin } from './plugin.ts'
import type { OpenSession } from './query-run.ts'
import type { SessionOptions } from './session.ts'
import { BranchUnknown, isScopeName, type Studio } from './studio.ts'
import type { Token } from './tokens.ts'

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
    const desk = buildDesk(this.#kernel.declarations.plugins, (operation, input) =>
      this.#tracked(async () => {
        const found = this.#kernel.studios.find(options.tenant)
        const session = open(found instanceof Promise ? await found : found)
        return execute(this.#kernel, session, operation, input)
      }),
    )
    return desk as unknown as Desk<P>
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

function checkSession(options: SessionOptions): void {
  const refuse = (option: string, rule: string): never => {
    throw SessionInvalid.create({ option, rule })
  }
  if (options === null || typeof options !== 'object') refuse('the session', 'must be given')
  if (!isScopeName(options.tenant)) refuse('tenant', 'must be 1 to 40 letters, digits, - or _')
  if (!isScopeName(options.branch)) refuse('branch', 'must be 1 to 40 letters, digits, - or _')
  const { actor } = options
  if (actor === null || typeof actor !== 'object') refuse('actor', 'must be { id, roles }')
  if (typeof actor.id !== 'string' || actor.id.length === 0 || actor.id.length > 200) {
    refuse('actor.id', 'must be text of 1 to 200 characters')
  }
  if (!isStorableText(actor.id)) refuse('actor.id', 'must be well-formed Unicode without the character NUL')
  if (!Array.isArray(actor.roles)) refuse('actor.roles', 'must be a list')
  for (const grant of actor.roles) {
    const limited =
      typeof grant === 'object' && grant !== null && typeof grant.role === 'string' && Array.isArray(grant.branches)
    if (limited && !grant.branches.every((branch: unknown) => isScopeName(branch))) {
      refuse('actor.roles', 'must name branches of 1 to 40 letters, digits, - or _')
    }
    if (typeof grant !== 'string' && !limited) refuse('actor.roles', 'must hold names of roles, or { role, branches }')
  }
  const { correlationId, locale } = options
  if (correlationId !== undefined && (typeof correlationId !== 'string' || correlationId.length > 200)) {
    refuse('correlationId', 'must be text of at most 200 characters')
  }
  if (correlationId !== undefined && !isStorableText(correlationId)) {
    refuse('correlationId', 'must be well-formed Unicode without the character NUL')
  }
  if (locale !== undefined && typeof locale !== 'string') refuse('locale', 'must be a BCP 47 tag')
}

const isStorableText = (text: string): boolean => text.isWellFormed() && !text.includes('\u0000')
