/** Hands events to a subscriber, in one transaction that also moves its cursor. */
import type { Batch, Row, Tx } from '../storage/port.ts'
import type { StoredTable } from '../storage/table.ts'
import { CommandRun } from './command-run.ts'
import { tracesOf } from './commit.ts'
import type { Event } from './event.ts'
import type { Kernel } from './kernel.ts'
import { within } from './patience.ts'
import { pluginSession } from './plugin-session.ts'
import { settingsValues } from './records.ts'
import { repeated } from './repeated.ts'
import type { OpenSession } from './query-run.ts'
import type { Placed } from './subscriber.ts'
import { stored } from './tables.ts'

interface Handling {
  /** How long the handler may take. */
  readonly ms: number
  /** Moves the cursor, in the same transaction. */
  advance(tx: Tx): Promise<void>
}

/** Events of one branch, and the session in which they are handled. */
interface Group {
  readonly session: OpenSession
  readonly events: readonly Event[]
}

/** The branches come in the order of their first event, the events of each in the order given. */
export async function handleEvents(
  kernel: Kernel,
  { plugin, name, subscriber }: Placed,
  events: readonly Event[],
  { ms, advance }: Handling,
): Promise<void> {
  const groups: Group[] = []
  for (const group of byBranch(events).values()) {
    const [first] = group
    if (first !== undefined) groups.push({ session: await pluginSession(kernel, { plugin, ...first }), events: group })
  }
  const [tenant = ''] = groups.map(({ session }) => session.tenant)
  const command = { name, tenant, id: kernel.ids.next() }
  await repeated(kernel, command, async (tx) => {
    const runs: CommandRun[] = []
    const work = async (): Promise<void> => {
      for (const group of groups) {
        // What the branch before changed of the settings may still be undone: nobody else is to keep it.
        const hasChanged = runs.some(({ store }) => store.hasWrittenTo(settingsValues))
        const inside = hasChanged ? { ...kernel, settings: kernel.settings.forOneCall() } : kernel
        const run = new CommandRun(inside, group.session, tx, { name, permission: name, call: command })
        runs.push(run)
        if (subscriber.handleAll !== undefined) await subscriber.handleAll(run, group.events)
        else for (const event of group.events) await subscriber.handle(run, event)
        // What the next branch reads of this studio, it reads from the store.
        if (groups.length > 1) await run.store.flush()
      }
    }
    await within(ms, name, work())
    const [run, ...others] = runs
    // The first is recorded with any of them: by its record a try is found that may have been committed.
    const recorded = runs.every(isIdle) ? [] : runs.filter((one) => one === run || !isIdle(one))
    const operation = `subscriber ${name}`
    const traces: (readonly Batch[])[] = []
    for (const one of recorded) {
      const id = one === run ? command.id : kernel.ids.next()
      traces.push(await tracesOf(kernel, one, { id, operation, idempotencyKey: null, requestHash: null, answer: null }))
    }
    await advance(tx)
    return { answer: undefined, ...(run && { run }), others, ...(traces.length > 0 && { traces: together(traces) }) }
  })
}

function byBranch(events: readonly Event[]): ReadonlyMap<string, Event[]> {
  const groups = new Map<string, Event[]>()
  for (const event of events) {
    // Names of studios and branches hold no blank.
    const key = `${event.tenant} ${event.branch}`
    const group = groups.get(key)
    if (group === undefined) groups.set(key, [event])
    else group.push(event)
  }
  return groups
}

/** What several runs leave: one batch for each table, events last as with every command. */
function together(traces: readonly (readonly Batch[])[]): readonly Batch[] {
  const tables = new Map<StoredTable, Row[]>()
  for (const { table, rows } of traces.flat()) {
    const all = tables.get(table)
    if (all === undefined) tables.set(table, [...rows])
    else all.push(...rows)
  }
  const batches = [...tables].map(([table, rows]) => ({ table, rows }))
  return [
    ...batches.filter(({ table }) => table !== stored.outbox),
    ...batches.filter(({ table }) => table === stored.outbox),
  ]
}

/** Whether it has left nothing to record. */
const isIdle = ({ store, traces: { events, jobs, parts } }: CommandRun): boolean =>
  !store.hasWritten && events.length + jobs.length + parts.length === 0
