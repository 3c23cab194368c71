/** How an engine is: for a host's health checks. */
import { storedForm } from '../storage/scope.ts'
import { deadLetters } from './records.ts'
import type { Kernel } from './kernel.ts'
import { stored } from './tables.ts'
import { reasonOf } from './reason.ts'

export interface Health {
  readonly ok: boolean
  readonly state: 'open' | 'closing' | 'closed'
  readonly storage: { readonly name: string; readonly ok: boolean; readonly error: string | null }
  /** Subscribers whose next event failed, with when it is tried again. */
  readonly failingSubscribers: readonly {
    readonly name: string
    readonly failures: number
    readonly retryAt: string | null
  }[]
  /** Jobs whose time has come. */
  readonly jobsDue: number
  /** Events and jobs that were given up and wait for somebody. */
  readonly deadLetters: number
}

export async function lookAtHealth(kernel: Kernel, state: Health['state']): Promise<Health> {
  const name = kernel.storage.name
  const nothing = { failingSubscribers: [], jobsDue: 0, deadLetters: 0 }
  if (state === 'closed') return { ok: false, state, storage: { name, ok: false, error: 'closed' }, ...nothing }
  try {
    await kernel.storage.check()
    return await kernel.storage.snapshot(async (reads) => {
      const failing = await reads.find(stored.subscriptions, {
        where: { kind: 'compare', column: 'failures', is: 'gt', value: 0 },
        orderBy: [{ column: 'subscriber', direction: 'asc' }],
        limit: 'all',
      })
      const counted = { groupBy: [], measures: { number: { of: 'count' } }, orderBy: [], limit: 1 } as const
      const [due] = await reads.aggregate(stored.jobs, {
        where: { kind: 'compare', column: 'dueAt', is: 'lte', value: kernel.clock.now() },
        ...counted,
      })
      const [dead] = await reads.aggregate(storedForm(kernel.declarations.schema, deadLetters), {
        where: { kind: 'compare', column: 'redeliveredAt', is: 'eq', value: null },
        ...counted,
      })
      return {
        ok: state === 'open',
        state,
        storage: { name, ok: true, error: null },
        failingSubscribers: failing.map((row) => ({
          name: String(row.subscriber),
          failures: Number(row.failures),
          retryAt: row.retryAt === null ? null : String(row.retryAt),
        })),
        jobsDue: Number(due?.number ?? 0),
        deadLetters: Number(dead?.number ?? 0),
      }
    })
  } catch (error) {
    const reason = reasonOf(error)
    return { ok: false, state, storage: { name, ok: false, error: reason }, ...nothing }
  }
}
