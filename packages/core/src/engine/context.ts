/** What an operation, a hook, a subscriber or a job gets to work with. */
import type { ScopedReads } from '../storage/scoped-reads.ts'
import type { ScopedStore } from '../storage/scoped-store.ts'
import type { Table } from '../storage/table.ts'
import type { CalendarDate } from '../values/calendar-date.ts'
import type { ErrorKind } from '../values/calotype-error.ts'
import type { Id } from '../values/id.ts'
import type { Instant } from '../values/instant.ts'
import type { NumberSequence } from '../values/number-sequence.ts'
import type { Attempt, Callable } from './callable.ts'
import type { CustomFields } from './custom-field.ts'
import type { EventKind } from './event.ts'
import type { HookPoint } from './hook-point.ts'
import type { JobKind } from './job-kind.ts'
import type { Registry } from './registry.ts'
import type { SettingsOf } from './settings.ts'
import type { Studio } from './studio.ts'
import type { Token } from './tokens.ts'

export interface QueryContext {
  readonly kind: 'query' | 'command'
  readonly tenant: string
  readonly branch: string
  /** The host's id of who acts; `plugin:<name>` for a plugin's own work. */
  readonly actor: string
  readonly locale: string
  readonly correlationId: string
  /** When the operation began; the same for everything in it. */
  readonly now: Instant
  /** The branch's business day at `now`. */
  readonly businessDate: CalendarDate
  readonly studio: Studio
  /** The tenant's rows. */
  readonly store: ScopedReads
  /** Runs a query within this operation, on the same view of the store. */
  run<In, Out, E extends ErrorKind>(operation: Callable<'query', In, Out, E>, input: In): Promise<Out>
  /** Whether the actor has a permission in a branch: that of the session unless told. Ask with the branch of the row at hand. */
  may(permission: string, branch?: string): boolean
  /** Refuses with `PERMISSION_MISSING` unless the actor has a permission in a branch: that of the session unless told. */
  demand(permission: string, branch?: string): void
  /**
   * The branches in which a role of the actor gives a permission; `'all'` where one without a limit does. Rows of tables with a
   * branch are kept to them by the store; ask where a table belongs to no branch alone.
   */
  branchesWith(permission: string): readonly string[] | 'all'
  /** The actor's roles that reach a branch: that of the session unless told. `plugin` for a plugin's own work. */
  roles(branch?: string): readonly string[]
  /** Whether any loaded plugin takes part at a point. */
  isHooked(point: HookPoint): boolean
  /** The settings of a plugin for this studio. */
  settings<S>(of: SettingsOf<S>): Promise<S>
  /** What plugins added to a registry, in the order of loading. */
  entries<Entry>(registry: Registry<Entry>): readonly Entry[]
  /** The custom fields of a table that allows them, to and from what callers pass as `custom`. */
  customFields(table: Table): CustomFields
  resolve<T>(token: Token<T>): T
}

/** When and where an event happened, where that is not now and in the branch of the session. */
export interface EventWhen {
  readonly at?: Instant | undefined
  readonly businessDate?: CalendarDate | undefined
  /** Another branch, whose subscribers get it: one that the actor reaches. */
  readonly branch?: string | undefined
}

/** Which number of a sequence is wanted. */
export interface NumberRequest {
  readonly sequence: NumberSequence
  /** This branch unless told. */
  readonly branch?: string
  /** The business day unless told. */
  readonly date?: CalendarDate
  /** How many in a row; 1 unless told. */
  readonly count?: number
}

export interface CommandContext extends Omit<QueryContext, 'run' | 'store'> {
  readonly kind: 'command'
  /** The tenant's rows, in the transaction of the outermost command. */
  readonly store: ScopedStore
  /** What this is a try of: the same object however often the store has a command tried again. Whoever keeps something by it (weakly) learns from earlier tries. */
  readonly call: object
  newId(): Id
  /** Runs an operation within this one: the same transaction, audited as a part of it. If it fails, so does this one. */
  run<In, Out, E extends ErrorKind>(operation: Callable<'command' | 'query', In, Out, E>, input: In): Promise<Out>
  /** Runs an operation within this one whose declared failures undo only its own writes. */
  attempt<In, Out, E extends ErrorKind>(
    operation: Callable<'command' | 'query', In, Out, E>,
    input: In,
  ): Promise<Attempt<Out, E>>
  /** Lets every plugin that hooks the point look on, change the payload, or veto. */
  raise<Payload>(point: HookPoint<Payload>, payload: Payload): Promise<void>
  /**
   * Stores an event with this transaction; subscribers get it after the commit. `when` dates what is recorded after the
   * fact, such as imported history, and names the branch where that is not the session's.
   */
  emit<Data>(event: EventKind<string, Data>, data: NoInfer<Data>, when?: EventWhen): void
  /**
   * The next numbers of sequences, all in one statement; one list of numbers for each request. They are taken back when the
   * transaction is, so a sequence has no gaps; and the counter stays locked until then, so ask late.
   */
  numbers(requests: readonly NumberRequest[]): Promise<readonly (readonly string[])[]>
  /** Stores a job with this transaction, to run at or after `at` (at once unless told), in the session's branch unless told. */
  schedule<Input>(
    job: JobKind<Input>,
    input: NoInfer<Input>,
    options?: { readonly at?: Instant; readonly branch?: string },
  ): void
}
