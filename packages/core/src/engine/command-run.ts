/** One command at work: the context of its operation, and what it will leave behind when it commits. */
import type { Row, Tx } from '../storage/port.ts'
import { ScopedStore } from '../storage/scoped-store.ts'
import type { ErrorKind } from '../values/calotype-error.ts'
import { isCalotypeError } from '../values/calotype-error.ts'
import type { Id } from '../values/id.ts'
import type { Instant } from '../values/instant.ts'
import type { Json } from '../values/json.ts'
import type { Attempt, Callable } from './callable.ts'
import type { CommandContext, EventWhen, NumberRequest } from './context.ts'
import { attemptOf } from './desk.ts'
import { EventUndeclared, PartFailed, PartNotAwaited } from './errors.ts'
import type { Event, EventKind } from './event.ts'
import { afterPoint, beforePoint } from './hook.ts'
import type { HookPoint } from './hook-point.ts'
import type { JobKind } from './job-kind.ts'
import type { Kernel } from './kernel.ts'
import { nextNumbers } from './numbers.ts'
import { type Operation, operationOf } from './operation.ts'
import { type OpenSession, Run, scopeOf } from './query-run.ts'
import { settingsValues } from './records.ts'
import type { SettingsOf } from './settings.ts'
import { checkedData, checkedInput, checkedOutput } from './schema-check.ts'

/** What a run is the work of. */
interface Work {
  readonly name: string
  readonly permission: string
  /** The same for every try of it. */
  readonly call: object
}

/** What a command leaves behind beside its own rows. */
interface Traces {
  readonly events: Event[]
  readonly jobs: Row[]
  readonly parts: string[]
}

export class CommandRun extends Run implements CommandContext {
  readonly kind = 'command'
  readonly store: ScopedStore
  readonly call: object
  readonly #tx: Tx
  readonly #name: string
  #traces: Traces = { events: [], jobs: [], parts: [] }
  #failedPart: string | undefined
  #ended = false
  /** Parts that have begun and not ended. */
  #atWork = 0

  constructor(kernel: Kernel, session: OpenSession, tx: Tx, work: Work) {
    super(kernel, session, tx)
    this.call = work.call
    this.#tx = tx
    this.#name = work.name
    this.store = new ScopedStore(tx, kernel.declarations.schema, scopeOf(session, work.permission))
  }

  get traces(): Traces {
    return this.#traces
  }

  /** Who has changed settings sees their own, which nobody else may see before they commit. */
  override async settings<S>(of: SettingsOf<S>): Promise<S> {
    if (!this.store.hasWrittenTo(settingsValues)) return super.settings(of)
    await this.store.flush()
    return this.kernel.settings.readAnew(this.#tx, this.tenant, of)
  }

  newId(): Id {
    return this.kernel.ids.next()
  }

  /** The outermost operation: the same as a part, but not named as one. */
  async perform(operation: Operation, input: unknown): Promise<unknown> {
    const { hooks } = this.kernel
    if (operation.kind === 'query') return checkedOutput(operation, await operation.run(this, input))
    if (hooks.has(beforePoint(operation))) await hooks.raise(beforePoint(operation), this, input, isCalotypeError)
    const output = checkedOutput(operation, await operation.run(this, input))
    if (hooks.has(afterPoint(operation))) {
      await hooks.raise(afterPoint(operation), this, { input, output }, isCalotypeError)
    }
    return output
  }

  run<In, Out, E extends ErrorKind>(operation: Callable<'command' | 'query', In, Out, E>, input: In): Promise<Out> {
    const outcome = this.#part(operation, input).catch((error: unknown) => {
      this.#failedPart ??= operation.name
      throw error
    })
    // Who forgets to await a part hears of it when the command ends, not from a rejection that ends the process.
    outcome.catch(() => {})
    return outcome
  }

  async attempt<In, Out, E extends ErrorKind>(
    operation: Callable<'command' | 'query', In, Out, E>,
    input: In,
  ): Promise<Attempt<Out, E>> {
    const { events, jobs, parts } = this.#traces
    const kept = { events: [...events], jobs: [...jobs], parts: [...parts] }
    const failedBefore = this.#failedPart
    const outcome = await attemptOf(
      operation,
      this.store.savepoint(() => this.#part(operation, input)),
    )
    if (!outcome.ok) {
      this.#traces = kept
      this.#failedPart = failedBefore
    }
    return outcome as Attempt<Out, E>
  }

  async raise<Payload>(point: HookPoint<Payload>, payload: Payload): Promise<void> {
    if (this.kernel.hooks.has(point.name)) await this.kernel.hooks.raise(point.name, this, payload, isCalotypeError)
  }

  emit<Data>(kind: EventKind<string, Data>, data: NoInfer<Data>, when: EventWhen = {}): void {
    this.#mustStand()
    if (!this.kernel.declarations.events.has(kind.name)) throw EventUndeclared.create({ event: kind.name })
    this.#traces.events.push({
      id: this.newId(),
      name: kind.name,
      version: kind.version,
      tenant: this.tenant,
      branch: when.branch ?? this.branch,
      at: when.at ?? this.now,
      businessDate: when.businessDate ?? this.businessDate,
      actor: this.actor,
      correlationId: this.correlationId,
      data: checkedData(kind.name, kind.schema, data),
    })
  }

  numbers(requests: readonly NumberRequest[]): Promise<readonly (readonly string[])[]> {
    return nextNumbers(this.#tx, this, requests)
  }

  schedule<Input>(
    job: JobKind<Input>,
    input: NoInfer<Input>,
    options: { readonly at?: Instant; readonly branch?: string } = {},
  ): void {
    this.#mustStand()
    this.#traces.jobs.push({
      tenant: this.tenant,
      id: this.newId(),
      name: job.name,
      branch: options.branch ?? this.branch,
      actor: this.actor,
      correlationId: this.correlationId,
      input: checkedData(job.name, job.input, input) as Json,
      cron: false,
      dueAt: options.at ?? this.now,
      failures: 0,
      leaseOwner: null,
      leaseUntil: null,
    })
  }

  /** What comes after the end would be lost in silence. */
  #mustStand(): void {
    if (this.#ended) throw PartNotAwaited.create({ operation: this.#name })
  }

  /** Refuses to be committed after a part failed and its error was swallowed. */
  checkWhole(): void {
    this.#ended = true
    if (this.#atWork > 0) throw PartNotAwaited.create({ operation: this.#name })
    if (this.#failedPart !== undefined) throw PartFailed.create({ operation: this.#name, part: this.#failedPart })
  }

  async #part<In, Out, E extends ErrorKind>(
    operation: Callable<'command' | 'query', In, Out, E>,
    input: In,
  ): Promise<Out> {
    if (operation.kind === 'command') this.#traces.parts.push(operation.name)
    this.#atWork++
    try {
      return (await this.perform(operationOf(operation), checkedInput(operation, input))) as Out
    } finally {
      this.#atWork--
    }
  }
}
