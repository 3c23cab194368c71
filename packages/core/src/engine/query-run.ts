/** One query at work: the context of its operation. */
import type { Reads } from '../storage/port.ts'
import { ScopedReads } from '../storage/scoped-reads.ts'
import { type Scope, TableUnknown } from '../storage/scope.ts'
import type { Table } from '../storage/table.ts'
import type { CalendarDate } from '../values/calendar-date.ts'
import type { ErrorKind } from '../values/calotype-error.ts'
import type { Instant } from '../values/instant.ts'
import type { Callable } from './callable.ts'
import type { QueryContext } from './context.ts'
import type { CustomFields } from './custom-field.ts'
import { CommandInQuery } from './errors.ts'
import type { HookPoint } from './hook-point.ts'
import type { Kernel } from './kernel.ts'
import { type Operation, operationOf } from './operation.ts'
import { type Permissions, PermissionUnknown } from './permissions.ts'
import type { Registry } from './registry.ts'
import { checkedInput, checkedOutput } from './schema-check.ts'
import type { SettingsOf } from './settings.ts'
import type { Studio } from './studio.ts'
import type { Token } from './tokens.ts'

/** Who acts, where, with the studio found and the roles worked out. */
export interface OpenSession {
  readonly tenant: string
  readonly branch: string
  readonly actor: string
  readonly permissions: Permissions
  readonly studio: Studio
  readonly locale: string
  readonly correlationId: string
}

/** What queries and commands have in common. */
export abstract class Run {
  readonly tenant: string
  readonly branch: string
  readonly actor: string
  readonly locale: string
  readonly correlationId: string
  readonly studio: Studio
  readonly now: Instant
  protected readonly kernel: Kernel
  protected readonly session: OpenSession
  readonly #reads: Reads
  readonly #settingsEpoch: number
  #businessDate: CalendarDate | undefined

  constructor(kernel: Kernel, session: OpenSession, reads: Reads) {
    this.kernel = kernel
    this.session = session
    this.#reads = reads
    this.#settingsEpoch = kernel.settings.epoch
    this.tenant = session.tenant
    this.branch = session.branch
    this.actor = session.actor
    this.locale = session.locale
    this.correlationId = session.correlationId
    this.studio = session.studio
    this.now = kernel.clock.now()
  }

  get businessDate(): CalendarDate {
    this.#businessDate ??= this.studio.days(this.branch).dateOf(this.now)
    return this.#businessDate
  }

  may(permission: string, branch: string = this.branch): boolean {
    this.#mustKnow(permission)
    return this.session.permissions.allows(permission, branch)
  }

  demand(permission: string, branch: string = this.branch): void {
    this.#mustKnow(permission)
    this.session.permissions.demand(permission, branch)
  }

  branchesWith(permission: string): readonly string[] | 'all' {
    this.#mustKnow(permission)
    return this.session.permissions.branchesWith(permission)
  }

  roles(branch: string = this.branch): readonly string[] {
    return this.session.permissions.rolesIn(branch)
  }

  isHooked(point: HookPoint): boolean {
    return this.kernel.hooks.has(point.name)
  }

  /** A permission that nobody declares could be in no role: asking for it is a mistake, not a refusal. */
  #mustKnow(permission: string): void {
    const { permissions } = this.kernel.declarations
    if (!permissions.has(permission)) throw PermissionUnknown.create({ permission })
  }

  settings<S>(of: SettingsOf<S>): Promise<S> {
    return this.kernel.settings.read(this.#reads, this.tenant, of, this.#settingsEpoch)
  }

  entries<Entry>(registry: Registry<Entry>): readonly Entry[] {
    return (this.kernel.declarations.entries.get(registry.name) ?? []) as readonly Entry[]
  }

  customFields(table: Table): CustomFields {
    const fields = this.kernel.declarations.customFields.get(table)
    if (fields === undefined) throw TableUnknown.create({ table: `${table.name} (with custom fields)` })
    return fields
  }

  resolve<T>(token: Token<T>): T {
    return this.kernel.services.resolve(token)
  }
}

/** The rows that an operation may reach: those of the branches in which its permission is given. */
export function scopeOf(session: OpenSession, permission: string): Scope {
  return { tenant: session.tenant, branches: session.permissions.branchesWith(permission) }
}

export class QueryRun extends Run implements QueryContext {
  readonly kind = 'query'
  readonly store: ScopedReads
  readonly #query: Operation

  constructor(kernel: Kernel, session: OpenSession, reads: Reads, query: Operation) {
    super(kernel, session, reads)
    this.#query = query
    this.store = new ScopedReads(reads, kernel.declarations.schema, scopeOf(session, query.permission))
  }

  async run<In, Out, E extends ErrorKind>(operation: Callable<'query', In, Out, E>, input: In): Promise<Out> {
    const part = operationOf(operation)
    if (part.kind !== 'query') throw CommandInQuery.create({ query: this.#query.name, command: part.name })
    const output = await part.run(this, checkedInput(part, input))
    return checkedOutput(part, output) as Out
  }
}
