/** Does the jobs that are due: leased, each in one transaction that also ends it, retried, then given up loudly. */
import { ConnectionLost, LockTimeout } from '../storage/errors.ts'
import type { Row, Tx, Where } from '../storage/port.ts'
import { storedForm } from '../storage/scope.ts'
import { defineError } from '../values/calotype-error.ts'
import type { Instant } from '../values/instant.ts'
import type { Json } from '../values/json.ts'
import { later, retryAfter } from './back-off.ts'
import { CommandRun } from './command-run.ts'
import { nextTime } from './cron.ts'
import { tracesOf } from './commit.ts'
import type { Job } from './job.ts'
import type { Kernel } from './kernel.ts'
import { Turns, within } from './patience.ts'
import { pluginSession } from './plugin-session.ts'
import { deadLetters } from './records.ts'
import { reasonOf } from './reason.ts'
import { type Studio, TenantUnknown } from './studio.ts'
import { repeated } from './repeated.ts'
import { stored } from './tables.ts'

const batch = 50

export const JobTakenOver = defineError<{ name: string }>({
  code: 'JOB_TAKEN_OVER',
  status: 503,
  summary: 'Another process took over a job whose lease ran out.',
  message: ({ name }) =>
    `Another process took over the job ${name} while it was at work here; what was done here was undone.`,
  mend: 'Nothing: the other process goes on. If it happens often, raise background.leaseMs.',
})

interface Placed {
  readonly plugin: string
  readonly job: Job
}

export class JobRunner {
  readonly #kernel: Kernel
  readonly #owner: string
  readonly #leaseMs: number
  readonly #placed: ReadonlyMap<string, Placed>

  constructor(kernel: Kernel, owner: string, leaseMs: number) {
    this.#kernel = kernel
    this.#owner = owner
    this.#leaseMs = leaseMs
    this.#placed = new Map(
      kernel.declarations.plugins.flatMap((plugin) =>
        plugin.jobs.map((job): [string, Placed] => [job.name, { plugin: plugin.name, job }]),
      ),
    )
  }

  /**
   * Makes sure that every recurring job of these studios stands in the store, due at its next time; of those that the host
   * still knows. One statement where all of them stand already.
   */
  async plan(tenants: readonly string[]): Promise<void> {
    const recurring = [...this.#placed.values()].filter(({ job }) => job.cron !== undefined)
    if (recurring.length === 0 || tenants.length === 0) return
    const ids = recurring.map(({ job }) => `cron:${job.name}`)
    const standing = await this.#kernel.lasting.snapshot((reads) =>
      reads.find(stored.jobs, {
        where: { kind: 'and', all: [among('tenant', tenants), among('id', ids)] },
        orderBy: [],
        limit: 'all',
      }),
    )
    const known = new Set(standing.map(({ tenant, id }) => `${String(tenant)} ${String(id)}`))
    const wanting = tenants.filter((tenant) => ids.some((id) => !known.has(`${tenant} ${id}`)))
    if (wanting.length === 0) return
    const first = await this.#kernel.lasting.snapshot((reads) =>
      reads.find(stored.tenants, { where: among('tenant', wanting), orderBy: [], limit: 'all' }),
    )
    const branchOf = new Map(first.map(({ tenant, branch }) => [String(tenant), String(branch)]))
    const rows: Row[] = []
    for (const tenant of wanting) {
      const studio = await this.#studio(tenant)
      if (studio === undefined) continue
      for (const placed of recurring) rows.push(this.#recurring(placed, studio, tenant, branchOf.get(tenant) ?? 'main'))
    }
    if (rows.length > 0) await this.#kernel.lasting.transaction((tx) => tx.insert(stored.jobs, rows, 'primary'))
  }

  #recurring({ plugin, job }: Placed, studio: Studio, tenant: string, branch: string): Row {
    return {
      tenant,
      id: `cron:${job.name}`,
      name: job.name,
      branch,
      actor: `plugin:${plugin}`,
      correlationId: `cron:${job.name}`,
      input: {},
      cron: true,
      dueAt: nextTime(job.cron ?? '', studio.timeZone, this.#kernel.clock.now()),
      failures: 0,
      leaseOwner: null,
      leaseUntil: null,
    }
  }

  /** A studio that the host knows no longer, or not in this process, is left to those who do. */
  async #studio(tenant: string): Promise<Studio | undefined> {
    try {
      return await this.#kernel.studios.find(tenant)
    } catch (error) {
      if (TenantUnknown.is(error)) return undefined
      throw error
    }
  }

  /** Does what is due; answers how many jobs were done or given up. */
  async work(stopped: () => boolean): Promise<number> {
    if (this.#placed.size === 0) return 0
    const due = await this.#due()
    let done = 0
    const turns = new Turns()
    for (const row of due) {
      if (stopped()) return done
      await turns.rest()
      const placed = this.#placed.get(String(row.name))
      if (placed === undefined) continue
      if ((await this.#lease(row)) && (await this.#do(placed, row))) done++
    }
    return done
  }

  /** What is due of studios that this process knows, the longest due first; however much lies there of others. */
  async #due(): Promise<readonly Row[]> {
    const unknown = new Set<string>()
    for (;;) {
      const due = await this.#dueBeside([...unknown])
      for (const tenant of new Set(due.map((row) => String(row.tenant)))) {
        if ((await this.#studio(tenant)) === undefined) unknown.add(tenant)
      }
      const ours = due.filter((row) => !unknown.has(String(row.tenant)))
      if (ours.length > 0 || due.length < batch) return ours
    }
  }

  #dueBeside(unknown: readonly string[]): Promise<readonly Row[]> {
    const now = this.#kernel.clock.now()
    return this.#kernel.lasting.snapshot((reads) =>
      reads.find(stored.jobs, {
        where: {
          kind: 'and',
          all: [
            { kind: 'compare', column: 'dueAt', is: 'lte', value: now },
            among('name', [...this.#placed.keys()]),
            ...(unknown.length === 0 ? [] : [{ kind: 'not', not: among('tenant', unknown) } as const]),
            freeFor(this.#owner, now),
          ],
        },
        orderBy: [
          { column: 'dueAt', direction: 'asc' },
          { column: 'tenant', direction: 'asc' },
          { column: 'id', direction: 'asc' },
        ],
        limit: batch,
      }),
    )
  }

  async #do(placed: Placed, row: Row): Promise<boolean> {
    const kernel = this.#kernel
    const { job } = placed
    try {
      const session = await pluginSession(kernel, {
        plugin: placed.plugin,
        tenant: String(row.tenant),
        branch: String(row.branch),
        correlationId: String(row.correlationId),
      })
      const input = job.input.parse(row.input)
      const command = { name: job.name, tenant: session.tenant, id: kernel.ids.next() }
      await repeated(kernel, command, async (tx) => {
        const run = new CommandRun(kernel, session, tx, { name: job.name, permission: job.name, call: command })
        await within(this.#leaseMs, job.name, job.run(run, input))
        const operation = `job ${job.name}`
        const record = { id: command.id, operation, idempotencyKey: null, requestHash: null, answer: null }
        const traces = await tracesOf(kernel, run, record)
        await this.#finish(tx, placed, row, session.studio.timeZone)
        return { answer: undefined, run, traces }
      })
      return true
    } catch (error) {
      if (JobTakenOver.is(error)) return false
      // The store's failure is not the job's: it costs none of its attempts.
      if (ConnectionLost.is(error)) throw error
      if (LockTimeout.is(error)) {
        kernel.logger.warn('A job met a lock and will be tried again', { job: job.name, error: reasonOf(error) })
        return false
      }
      return this.#failed(placed, row, Number(row.failures) + 1, error)
    }
  }

  async #failed(placed: Placed, row: Row, failures: number, error: unknown): Promise<boolean> {
    const kernel = this.#kernel
    const { job } = placed
    const now = kernel.clock.now()
    const reason = reasonOf(error)
    const givenUp = failures >= job.attempts
    try {
      await this.#kernel.lasting.transaction(async (tx) => {
        if (!givenUp) {
          const set = { failures, dueAt: retryAfter(failures, now), leaseOwner: null, leaseUntil: null }
          await tx.update(stored.jobs, this.#held(row), set)
          return
        }
        await tx.insert(storedForm(kernel.declarations.schema, deadLetters), [
          {
            tenant: String(row.tenant),
            branch: String(row.branch),
            id: kernel.ids.next(),
            kind: 'job',
            name: job.name,
            content: { ...row, leaseOwner: null, leaseUntil: null } as unknown as Json,
            error: reason.slice(0, 2000),
            at: now,
            redeliveredAt: null,
            version: 1,
          },
        ])
        const studio = await kernel.studios.find(String(row.tenant))
        await this.#finish(tx, placed, row, studio.timeZone)
      })
    } catch (failure) {
      if (JobTakenOver.is(failure)) return false
      throw failure
    }
    const details = { job: job.name, id: row.id, failures, error: reason }
    if (givenUp) kernel.logger.error('A job was given up: it is in the dead letters', details)
    else kernel.logger.warn('A job failed and will be tried again', details)
    return givenUp
  }

  /** Ends a job, or moves a recurring one to its next time, if the lease still holds. */
  async #finish(tx: Tx, placed: Placed, row: Row, timeZone: string): Promise<void> {
    const held = this.#held(row)
    const ended =
      placed.job.cron === undefined
        ? await tx.delete(stored.jobs, held)
        : await tx.update(stored.jobs, held, {
            dueAt: nextTime(placed.job.cron, timeZone, this.#kernel.clock.now()),
            failures: 0,
            leaseOwner: null,
            leaseUntil: null,
          })
    if (ended !== 1) throw JobTakenOver.create({ name: placed.job.name })
  }

  async #lease(row: Row): Promise<boolean> {
    const now = this.#kernel.clock.now()
    const where: Where = {
      kind: 'and',
      all: [
        ...keyOf(row),
        { kind: 'compare', column: 'dueAt', is: 'eq', value: row.dueAt ?? null },
        freeFor(this.#owner, now),
      ],
    }
    const set = { leaseOwner: this.#owner, leaseUntil: later(now, this.#leaseMs) }
    return (await this.#kernel.lasting.transaction((tx) => tx.update(stored.jobs, where, set))) === 1
  }

  #held(row: Row): Where {
    return {
      kind: 'and',
      all: [...keyOf(row), { kind: 'compare', column: 'leaseOwner', is: 'eq', value: this.#owner }],
    }
  }
}

const among = (column: string, values: readonly string[]): Where => ({ kind: 'in', column, values })

const keyOf = (row: Row): readonly Where[] => [
  { kind: 'compare', column: 'tenant', is: 'eq', value: row.tenant ?? null },
  { kind: 'compare', column: 'id', is: 'eq', value: row.id ?? null },
]

const freeFor = (owner: string, now: Instant): Where => ({
  kind: 'or',
  any: [
    { kind: 'compare', column: 'leaseOwner', is: 'eq', value: null },
    { kind: 'compare', column: 'leaseOwner', is: 'eq', value: owner },
    { kind: 'compare', column: 'leaseUntil', is: 'lte', value: now },
  ],
})
