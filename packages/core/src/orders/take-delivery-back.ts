/** Takes handed-over lines back: their revenue, their work, and where they stand. Expects the order to be locked. */
import type { CommandContext } from '../engine/context.ts'
import { recogniseRevenue, reverseRecognition } from '../ledger/index.ts'
import { openFlowBook, standingIn } from '../stages/index.ts'
import { PickupNotLast } from './errors.ts'
import { linesReturned } from './line-points.ts'
import type { PickupLineRow, PickupRow } from './pickup-tables.ts'
import { recognisedAmounts } from './recognised-amounts.ts'
import { reverseWork, withoutReversed } from './record-work.ts'
import { type HoldCause, standingAgain, turnOfHold } from './side-states.ts'
import { entering, type StageChange, writeChanges } from './stage-changes.ts'
import { type MovingLine, stageMoving } from './stage-moving.ts'
import { type OrderLineRow, type OrderRow, ordersWork, type WorkRow } from './tables.ts'

/** A line of the slip, and of the order as it stands. */
export interface HandedLineBack {
  readonly slip: PickupLineRow
  readonly line: OrderLineRow
}

/**
 * Brings lines back to the stage in which they were handed over, and takes the work of the handover back.
 *
 * @throws PICKUP_NOT_LAST, FLOW_VERSION_UNKNOWN, CALENDAR_CLOSED, VETOED
 */
export async function returnLines(
  context: CommandContext,
  order: OrderRow,
  back: readonly HandedLineBack[],
  of: { readonly pickup: PickupRow; readonly reason: string },
): Promise<ReadonlyMap<string, OrderLineRow>> {
  const book = await openFlowBook(context)
  const flowOf = await book.walked(back.map(({ line }) => line))
  const calendar = book.calendar(order.branch)
  const planned = back.map(({ slip, line }) => {
    const flow = flowOf(line)
    if (line.stage !== flow.delivering.name) {
      throw PickupNotLast.create({ number: of.pickup.number, line: line.line, stage: line.stage })
    }
    const to = slip.fromStage
    const days = { entered: context.businessDate, shoot: line.shootDate, promised: order.promisedDate }
    const moving: MovingLine = {
      order,
      line,
      kind: 'back',
      from: line.stage,
      to,
      skipped: [],
      undone: flow.undone(line.stage, to),
      answers: { checks: null, result: null },
      work: [],
      shootDate: line.shootDate,
      handover: true,
    }
    const standing = standingIn(flow, to, days, calendar)
    const change: StageChange = {
      line,
      kind: 'back',
      set: {
        ...standingAgain(standing, slip.before === null ? slip.redo : 'rework'),
        turn: line.hold === null ? standing.turn : turnOfHold(line.hold as HoldCause),
        ...entering(context),
        pickedUpDate: slip.before,
        redo: slip.redo,
        redoUntil: slip.redoUntil,
      },
      department: flow.stage(to).department,
      note: of.reason,
    }
    return { moving, change }
  })
  await context.raise(stageMoving, { moves: planned.map(({ moving }) => moving) })
  // What was handed over before, and came back to be done again, keeps what its first handover booked.
  const first = back.filter(({ slip }) => slip.before === null).map(({ line }) => line)
  if (first.length > 0) await context.raise(linesReturned, { order, lines: first, reason: of.reason })
  const stages = new Set(back.map(({ line }) => line.stage))
  const work = await context.store.find(ordersWork, {
    where: { lineId: { in: back.map(({ line }) => line.id) }, stage: { in: [...stages] } },
    orderBy: ['id'],
    limit: 'all',
  })
  reverseWork(context, workOfLast(work), of.reason)
  return writeChanges(
    context,
    planned.map(({ change }) => change),
  )
}

/** What stands of the work since lines last came to a stage: what they were handed over with before, and came back from, stays done. Pure. */
function workOfLast(rows: readonly WorkRow[]): readonly WorkRow[] {
  // Ids rise with time; work that was recorded beside a move names none.
  const since = new Map(
    rows.flatMap(({ lineId, changeId, reversesId }) =>
      changeId === null || reversesId !== null ? [] : [[lineId, changeId] as const],
    ),
  )
  return withoutReversed(rows).filter(({ id, lineId }) => id > (since.get(lineId) ?? ''))
}

/**
 * Takes the revenue of these lines back, today and in the branch that sold them, whatever is closed: all that stands of the slip is
 * reversed, and what stays delivered is recognised anew. Answers both entries.
 */
export async function reverseEarned(
  context: CommandContext,
  order: OrderRow,
  of: {
    /** The entry that stands of the slip; null where nothing was earned by it. */
    readonly entryId: string | null
    readonly back: readonly HandedLineBack[]
    /** What of the slip stays delivered. */
    readonly staying: readonly HandedLineBack[]
    readonly memo: string
  },
): Promise<{ readonly reversalId: string | null; readonly entryId: string | null }> {
  const { entryId, back, staying, memo } = of
  const earned = ({ slip }: HandedLineBack): boolean => slip.before === null
  const booked = ({ slip, line }: HandedLineBack): boolean =>
    earned({ slip, line }) && line.amount + line.discount !== 0n
  if (entryId === null || !back.some(booked)) return { reversalId: null, entryId }
  const { branch, currency, id: orderId } = order
  const reversal = await reverseRecognition(context, { orderId, recognitionId: entryId, branch, memo })
  const amounts = recognisedAmounts(
    currency,
    staying.filter(earned).map(({ line }) => line),
  )
  const again = await recogniseRevenue(context, { orderId, amounts, branch, memo })
  return { reversalId: reversal.id, entryId: again?.id ?? null }
}
