/** What every command leaves in its transaction: its rows, its audit, its events, its jobs. */
import type { Row, Tx } from '../storage/port.ts'
import { storedForm } from '../storage/scope.ts'
import type { Json } from '../values/json.ts'
import type { CommandRun } from './command-run.ts'
import type { Kernel } from './kernel.ts'
import { auditChanges, auditCommands } from './records.ts'
import { stored } from './tables.ts'
import { reasonOf } from './reason.ts'

/** How a command is recorded. */
export interface CommandRecord {
  readonly operation: string
  readonly idempotencyKey: string | null
  readonly requestHash: string | null
  /** Kept only for a command that came with a key. */
  readonly answer: Json
}

/** Sends all that waits in the run, and the records of the command itself. */
export async function leaveTraces(kernel: Kernel, tx: Tx, run: CommandRun, record: CommandRecord): Promise<void> {
  run.checkWhole()
  await run.store.end()
  const { schema } = kernel.declarations
  const { events, jobs, parts } = run.traces
  const commandId = kernel.ids.next()
  const changed = run.store.changes
  if (changed.length > 0) {
    const rows = changed.map(
      (change, sequence): Row => ({
        tenant: run.tenant,
        commandId,
        sequence,
        branch: run.branch,
        tableName: change.table,
        recordId: change.recordId,
        kind: change.kind,
        before: jsonOf(change.before),
        after: jsonOf(change.after),
        version: 1,
      }),
    )
    await tx.insert(storedForm(schema, auditChanges), rows)
  }
  const command: Row = {
    tenant: run.tenant,
    id: commandId,
    operation: record.operation,
    parts,
    branch: run.branch,
    actor: run.actor,
    at: run.now,
    correlationId: run.correlationId,
    idempotencyKey: record.idempotencyKey,
    requestHash: record.requestHash,
    answer: record.idempotencyKey === null ? null : { value: record.answer },
    version: 1,
  }
  await tx.insert(storedForm(schema, auditCommands), [command])
  if (events.length > 0) {
    const rows = events.map(
      (event): Row => ({
        tenant: event.tenant,
        id: event.id,
        name: event.name,
        eventVersion: event.version,
        branch: event.branch,
        at: event.at,
        businessDate: event.businessDate,
        actor: event.actor,
        correlationId: event.correlationId,
        commandId,
        data: event.data as Json,
      }),
    )
    await tx.insert(stored.outbox, rows)
  }
  if (jobs.length > 0) await tx.insert(stored.jobs, jobs)
}

/** A row as JSON: money as decimal text of minor units. */
function jsonOf(row: Row | null): Json {
  if (row === null) return null
  const json: Record<string, Json> = {}
  for (const [name, value] of Object.entries(row)) {
    json[name] =
      typeof value === 'bigint'
        ? value.toString()
        : row.where === undefined || typeof value !== 'object'
          ? value
          : nested(value)
  }
  return json
}

/** The filter and the amounts of a bulk change, which may hold money further down. */
function nested(value: unknown): Json {
  return JSON.parse(JSON.stringify(value, (_name, one: unknown) => (typeof one === 'bigint' ? one.toString() : one)))
}

/** In-process notice of what was committed; a listener that throws stops nobody. */
export function giveNotice(kernel: Kernel, run: CommandRun): void {
  const { events, jobs } = run.traces
  if (events.length === 0 && jobs.length === 0) return
  for (const event of events) {
    for (const listener of kernel.notices.listeners(event.name)) {
      try {
        const outcome: unknown = listener(event)
        if (outcome instanceof Promise)
          void outcome.catch((error: unknown) => listenerFailed(kernel, event.name, error))
      } catch (error) {
        listenerFailed(kernel, event.name, error)
      }
    }
  }
  kernel.notices.emit('*')
}

function listenerFailed(kernel: Kernel, event: string, error: unknown): void {
  kernel.logger.error('A listener threw', { event, error: reasonOf(error) })
}
