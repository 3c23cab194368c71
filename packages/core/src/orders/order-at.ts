/** An order as it was, from how it is and the record of its changes: those that came later are undone, the last first. Pure. */
import type { RowOf } from '../storage/table.ts'
import type { auditChanges } from '../engine/records.ts'
import type { Json } from '../values/json.ts'
import { type OrderLineRow, type OrderRow, orders, ordersLines } from './tables.ts'

type AuditChange = RowOf<typeof auditChanges>
type Row = Record<string, unknown>
type Members = Readonly<Record<string, Json>>

export interface OrderAt {
  readonly order: OrderRow
  readonly lines: readonly OrderLineRow[]
}

/**
 * The order as the command left it that made the revision; undefined where the record has no such command, or is not whole: it was
 * kept in another way then, or a part of it is of a branch out of reach.
 */
export function orderAt(
  { order, lines }: OrderAt,
  changes: readonly AuditChange[],
  revision: number,
): OrderAt | undefined {
  const ranks = revisionsOf(changes)
  const target = [...ranks].find(([, made]) => made.from <= revision && revision <= made.to)
  if (target === undefined) return undefined
  const [commandId] = target
  // Commands lock the order in the order of its revisions; those that made none are told apart by when they began.
  const later = (change: AuditChange): boolean => {
    const made = ranks.get(change.commandId)
    return made === undefined ? change.commandId > commandId : made.from > revision
  }
  const undone = changes.filter(later).sort((one, other) => latestFirst(ranks, one, other))
  const of = (recordId: string) => undone.filter((change) => change.recordId === recordId)
  const head = undo(order, of(order.id), orders.columns) as unknown as OrderRow | undefined
  const standing = lines.filter((line) => !of(line.id).some(({ kind }) => kind === 'insert'))
  const undoneLines = standing.map((line) => undo(line, of(line.id), ordersLines.columns))
  if (head === undefined || !isWhole(order, ranks, revision)) return undefined
  if (undoneLines.includes(undefined)) return undefined
  // Merges take lines from one order into another.
  const own = (undoneLines as unknown as OrderLineRow[]).filter(({ orderId }) => orderId === order.id)
  return { order: head, lines: own.sort((one, other) => one.line - other.line) }
}

/** Whether the record has every revision since. */
function isWhole(order: OrderRow, ranks: ReadonlyMap<string, Revisions>, revision: number): boolean {
  const known = new Set([...ranks.values()].flatMap(({ from, to }) => between(from, to)))
  return between(revision, order.revision).every((one) => known.has(one))
}

const between = (from: number, to: number): number[] => Array.from({ length: to - from + 1 }, (_, at) => from + at)

interface Revisions {
  readonly from: number
  readonly to: number
}

/** Which revisions of the order each command made. */
function revisionsOf(changes: readonly AuditChange[]): ReadonlyMap<string, Revisions> {
  const found = new Map<string, Revisions>()
  for (const { commandId, tableName, after } of changes) {
    const revision = tableName === orders.name ? Number((after as Members | null)?.revision) : Number.NaN
    if (Number.isNaN(revision)) continue
    const known = found.get(commandId) ?? { from: revision, to: revision }
    found.set(commandId, { from: Math.min(known.from, revision), to: Math.max(known.to, revision) })
  }
  return found
}

function latestFirst(ranks: ReadonlyMap<string, Revisions>, one: AuditChange, other: AuditChange): number {
  if (one.commandId === other.commandId) return other.sequence - one.sequence
  const [first, second] = [ranks.get(one.commandId), ranks.get(other.commandId)]
  if (first !== undefined && second !== undefined) return second.from - first.from
  return one.commandId < other.commandId ? 1 : -1
}

type Columns = Readonly<Record<string, { readonly kind: string; readonly personal?: boolean }>>

function undo(row: object, changes: readonly AuditChange[], columns: Columns): Row | undefined {
  const undone: Row = { ...row }
  const left = [...changes]
  while (left.length > 0) {
    // Of changes that raced, the one that left what stands was the last.
    const next = left.findIndex((change) => leaves(change, undone, columns))
    if (next < 0) return undefined
    const [change] = left.splice(next, 1)
    for (const [name, value] of Object.entries((change?.before ?? {}) as Members)) {
      const money = columns[name]?.kind === 'money' || typeof undone[name] === 'bigint'
      undone[name] = money && typeof value === 'string' ? BigInt(value) : value
    }
  }
  return undone
}

/** Whether a change left the row as it is; what a person's erasure blanked is passed over. */
function leaves({ after }: AuditChange, row: Row, columns: Columns): boolean {
  return Object.entries((after ?? {}) as Members).every(([name, value]) => {
    if (columns[name]?.personal === true) return true
    const standing = row[name]
    return typeof standing === 'bigint'
      ? standing.toString() === value
      : JSON.stringify(standing ?? null) === JSON.stringify(value ?? null)
  })
}
