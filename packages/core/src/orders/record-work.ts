/** Keeps who did what of stages, and takes it back. Facts: a record is never changed. */
import type { CommandContext } from '../engine/context.ts'
import { Quantity } from '../values/quantity.ts'
import { type OrderLineRow, ordersWork, type WorkRow } from './tables.ts'
import type { WorkShare } from './work-shares.ts'

export interface WorkDone {
  readonly line: OrderLineRow
  /** The change that brought the line to the stage. */
  readonly changeId: string | null
  readonly stage: string
  readonly department: string
  readonly people: readonly WorkShare[]
}

/**
 * Records work. Costs no statement of its own: it leaves with everything else; but for lines that are done again one, which finds
 * who did them before.
 */
export async function recordWork(context: CommandContext, done: readonly WorkDone[]): Promise<WorkRow[]> {
  const again = done.filter(({ line }) => line.redo !== null)
  const before =
    again.length === 0 ? [] : await standingWork(context, { lineId: { in: again.map(({ line }) => line.id) } })
  const did = new Set(before.map(({ lineId, stage, staffId }) => JSON.stringify([lineId, stage, staffId])))
  return done.flatMap(({ line, changeId, stage, department, people }) =>
    people.map(({ quality, ...share }) =>
      context.store.insert(ordersWork, {
        ...share,
        id: context.newId(),
        branch: line.branch,
        orderId: line.orderId,
        lineId: line.id,
        customerId: line.customerId,
        changeId,
        stage,
        department,
        quality: quality ?? '0',
        rated: quality === null ? 0 : 1,
        count: 1,
        redo: line.redo,
        again: line.redo !== null && did.has(JSON.stringify([line.id, stage, share.staffId])),
        workDate: context.businessDate,
        at: context.now,
        actor: context.actor,
      }),
    ),
  )
}

/** The records that stand: not taken back, and taking none back. One statement. */
export async function standingWork(
  context: CommandContext,
  where: { readonly lineId?: { readonly in: readonly string[] }; readonly stage?: { readonly in: readonly string[] } },
): Promise<WorkRow[]> {
  const rows = await context.store.find(ordersWork, { where, orderBy: ['id'], limit: 'all' })
  return withoutReversed(rows)
}

/** The records among these that stand. Expects those that take them back to be among them. Pure. */
export function withoutReversed(rows: readonly WorkRow[]): WorkRow[] {
  const reversed = new Set(rows.map((row) => row.reversesId))
  return rows.filter((row) => row.reversesId === null && !reversed.has(row.id))
}

/** Takes records back, by records of today with the opposite numbers. */
export function reverseWork(context: CommandContext, rows: readonly WorkRow[], note: string): WorkRow[] {
  const opposite = (decimal: string): string => Quantity.of(decimal).negated().toString()
  return rows.map((row) =>
    context.store.insert(ordersWork, {
      ...row,
      id: context.newId(),
      weight: opposite(row.weight),
      quantity: opposite(row.quantity),
      minutes: 0 - row.minutes,
      quality: opposite(row.quality),
      rated: 0 - row.rated,
      count: 0 - row.count,
      workDate: context.businessDate,
      at: context.now,
      actor: context.actor,
      reversesId: row.id,
      note,
    }),
  )
}
