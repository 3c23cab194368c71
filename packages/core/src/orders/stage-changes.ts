/** Writes what happens to lines on their way: the lines themselves, what is kept of it, and what their orders then are. */
import type { CommandContext } from '../engine/context.ts'
import type { ChangeOf, NewRowOf } from '../storage/table.ts'
import { type OrderStatus, orderStatus } from './order-status.ts'
import type { MovingLine } from './stage-moving.ts'
import { type OrderLineRow, type OrderRow, orders, ordersLines, ordersStageChanges } from './tables.ts'

/** What can happen to a line on its way. */
export const changeKinds = [
  'moved',
  'back',
  'pickedUp',
  'cancelled',
  'rework',
  'reshoot',
  'held',
  'released',
  'assigned',
  'promised',
  'reflowed',
  'toBranch',
] as const
export type ChangeKind = (typeof changeKinds)[number]

type Noted = Pick<
  NewRowOf<typeof ordersStageChanges>,
  | 'department'
  | 'assigneeId'
  | 'stageDue'
  | 'skipped'
  | 'checks'
  | 'result'
  | 'cause'
  | 'payer'
  | 'firstAuthors'
  | 'note'
>

/** One line's change. */
export interface StageChange extends Noted {
  readonly line: OrderLineRow
  readonly kind: ChangeKind
  /** What becomes of the line. */
  readonly set: ChangeOf<typeof ordersLines>
  /** The change's id, where something refers to it. */
  readonly id?: string
}

/** What entering a stage sets beside its standing. */
export function entering(context: CommandContext) {
  const { now, businessDate, actor } = context
  return { stageChangedAt: now, stageDate: businessDate, stageChangedBy: actor }
}

/** A change with the due date that a hook gave its move. */
export function dueByHook(change: StageChange, { due }: Pick<MovingLine, 'due'>): StageChange {
  return due === undefined || change.set.nextStage === null
    ? change
    : { ...change, set: { ...change.set, stageDue: due } }
}

/**
 * Changes lines that were locked with their orders, and keeps what happened: one statement for all lines that become alike, and one
 * for all that is kept. Answers the changed lines by id.
 */
export async function writeChanges(
  context: CommandContext,
  changes: readonly StageChange[],
): Promise<ReadonlyMap<string, OrderLineRow>> {
  const { store, now, businessDate, actor } = context
  const alike = new Map<string, { set: StageChange['set']; lines: OrderLineRow[] }>()
  for (const { line, set } of changes) {
    const key = JSON.stringify(Object.entries(set).sort(([one], [other]) => (one < other ? -1 : 1)))
    const group = alike.get(key) ?? { set, lines: [] }
    group.lines.push(line)
    alike.set(key, group)
  }
  const changed = new Map<string, OrderLineRow>()
  for (const { set, lines } of alike.values()) {
    for (const row of await store.updateAll(ordersLines, lines, set)) changed.set(row.id, row)
  }
  for (const { line, kind, set, id, ...noted } of changes) {
    const toStage = set.stage !== undefined && set.stage !== line.stage ? set.stage : null
    store.insert(ordersStageChanges, {
      id: id ?? context.newId(),
      branch: line.branch,
      orderId: line.orderId,
      lineId: line.id,
      customerId: line.customerId,
      kind,
      flow: line.flow,
      flowVersion: line.flowVersion,
      stage: line.stage,
      enteredAt: line.stageChangedAt,
      enteredDate: line.stageDate,
      turn: line.turn,
      toStage,
      leftAt: toStage === null ? null : now,
      at: now,
      businessDate,
      actor,
      department: null,
      assigneeId: line.assigneeId,
      stageDue: line.stageDue,
      ...noted,
    })
  }
  return changed
}

/** Orders with all their lines, as lines were changed. */
export interface ChangedOrder {
  readonly order: OrderRow
  readonly lines: readonly OrderLineRow[]
}

/**
 * Writes the status that orders now have, and raises the revision of those whose status it is not already. One statement for all
 * orders that get one status.
 */
export async function writeStatuses(
  context: CommandContext,
  changed: readonly ChangedOrder[],
): Promise<ReadonlyMap<string, OrderRow>> {
  const byStatus = new Map<OrderStatus, OrderRow[]>()
  const after = new Map(changed.map(({ order }) => [order.id, order]))
  for (const { order, lines } of changed) {
    const status = orderStatus(lines)
    if (status !== order.status) byStatus.set(status, [...(byStatus.get(status) ?? []), order])
  }
  for (const [status, rows] of byStatus) {
    for (const row of await context.store.updateAll(orders, rows, { status }, { revision: 1 })) after.set(row.id, row)
  }
  return after
}
