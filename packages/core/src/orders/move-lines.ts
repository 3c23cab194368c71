/** Moves lines that are held already from one stage to another, and records who did what of it. */
import type { CommandContext } from '../engine/context.ts'
import {
  type Answer,
  answered,
  type Flow,
  type FlowBook,
  openFlowBook,
  type PlannedMove,
  standingIn,
} from '../stages/index.ts'
import type { CalendarDate } from '../values/calendar-date.ts'
import { announceMoves } from './announce-moves.ts'
import { LineHeld, ReasonMissing, StageByPickup } from './errors.ts'
import type { HeldLine, HeldLines } from './hold-lines.ts'
import { recordWork, reverseWork, standingWork } from './record-work.ts'
import { requireFields } from './require-fields.ts'
import { standingAgain } from './side-states.ts'
import { dueByHook, entering, type StageChange, writeChanges, writeStatuses } from './stage-changes.ts'
import { type MovingLine, stageMoving } from './stage-moving.ts'
import { type OrderLineRow, type OrderRow, ordersStageChanges, type WorkRow } from './tables.ts'
import { type WorkShare, workShares } from './work-shares.ts'

/** Where held lines go, and what is told of it; see the input of `orders.moveStage`. */
export interface LinesToMove {
  /** The usual next stage of each unless told. */
  readonly to?: string | undefined
  readonly reason?: string | undefined
  readonly checks?: Readonly<Record<string, Answer>> | undefined
  readonly result?: string | undefined
  /** Who did it; who was to do it, or else the actor, unless told. */
  readonly work?: readonly WorkShare[] | undefined
  /** The same where it differs from line to line. */
  readonly workOf?: ((line: OrderLineRow) => readonly WorkShare[]) | undefined
  readonly assigneeId?: string | undefined
  readonly due?: CalendarDate | undefined
  readonly shootDate?: CalendarDate | undefined
  /** Asks for no permission of the stage: the command that moves them has one of its own. */
  readonly permitted?: boolean
}

/** Lines and orders that moved, by id. */
export interface LinesMoved {
  readonly changed: ReadonlyMap<string, OrderLineRow>
  readonly orders: ReadonlyMap<string, OrderRow>
}

/**
 * Moves lines whose orders are locked. Two statements beside what is kept of it, which leaves late; one more where an order's
 * status changes.
 *
 * @throws LINE_HELD, STAGE_UNKNOWN, STAGE_MOVE_REFUSED, STAGE_BY_PICKUP, LINE_FIELD_MISSING, REASON_MISSING, CHECKS_OPEN, FLOW_VERSION_UNKNOWN, CALENDAR_CLOSED
 */
export async function moveLines(context: CommandContext, held: HeldLines, wanted: LinesToMove): Promise<LinesMoved> {
  for (const { order, line } of held.wanted) {
    if (line.hold !== null) throw LineHeld.create({ number: order.number, line: line.line, cause: line.hold })
  }
  const book = await openFlowBook(context)
  const flowOf = await book.walked(held.wanted.map(({ line }) => line))
  const planned = held.wanted.map((one) => planLine(context, one, { book, flow: flowOf(one.line), wanted }))
  if (wanted.permitted !== true) requirePermitted(context, planned, book)
  requireReasons(planned, wanted.reason)
  await context.raise(stageMoving, { moves: planned.map(({ moving }) => moving) })

  const back = planned.filter(({ plan }) => plan.kind === 'back')
  if (back.length > 0) reverseWork(context, await undoneWork(context, back), wanted.reason ?? '')
  const changed = await writeChanges(
    context,
    planned.map(({ change, moving }) => dueByHook(change, moving)),
  )
  const done = planned.filter(({ moving }) => moving.work.length > 0)
  await recordWork(
    context,
    done.map(({ moving, plan, change }) => ({
      line: moving.line,
      changeId: change.id ?? null,
      stage: plan.to.name,
      department: plan.to.department,
      people: moving.work,
    })),
  )
  const orders = held.orders.map((order) => ({ order, lines: held.linesOf(order.id, changed) }))
  const after = await writeStatuses(context, orders)
  announceMoves(
    context,
    planned.map(({ moving }) => moving),
    { changed, orders: after },
  )
  return { changed, orders: after }
}

interface PlannedLine {
  readonly flow: Flow
  readonly plan: PlannedMove
  readonly moving: MovingLine
  readonly change: StageChange
}

function planLine(
  context: CommandContext,
  { order, line }: HeldLine,
  by: {
    readonly book: FlowBook
    readonly flow: Flow
    readonly wanted: LinesToMove
  },
): PlannedLine {
  const { flow, wanted, book } = by
  const plan = flow.plan(line.stage, wanted.to)
  const { to, skipped, kind } = plan
  const forward = kind === 'forward'
  const passed = [to, ...skipped].find((stage) => stage.delivers)
  if (forward && passed !== undefined) {
    throw StageByPickup.create({ number: order.number, line: line.line, stage: passed.name })
  }
  const asked = { checks: wanted.checks, result: wanted.result }
  const answers = forward ? answered(to, asked) : { checks: null, result: null }
  const shot = to.shoot && forward ? context.businessDate : line.shootDate
  const shootDate = wanted.shootDate ?? shot
  if (forward) requireFields({ order, line }, to, { shootDate })
  const usual =
    to.turn === 'studio' ? workShares([{ staffId: line.assigneeId ?? context.actor, quantity: '1', minutes: 0 }]) : []
  const work = forward ? (wanted.workOf?.(line) ?? wanted.work ?? usual) : []
  const days = { entered: context.businessDate, shoot: shootDate, promised: order.promisedDate }
  const standing = standingIn(flow, to.name, days, book.calendar(order.branch))
  const ended = line.redoUntil !== null && (line.redoUntil === to.name || flow.leads(line.redoUntil, to.name))
  const moving: MovingLine = {
    order,
    line,
    kind: forward ? 'moved' : 'back',
    from: line.stage,
    to: to.name,
    skipped: skipped.map((stage) => stage.name),
    undone: forward ? [] : flow.undone(line.stage, to.name),
    answers,
    work,
    shootDate,
  }
  return {
    flow,
    plan,
    moving,
    change: {
      line,
      kind: moving.kind,
      id: context.newId(),
      set: {
        ...standingAgain(standing, ended ? null : line.redo),
        ...entering(context),
        ...(wanted.due === undefined ? {} : { stageDue: standing.nextStage === null ? null : wanted.due }),
        assigneeId: standing.nextStage === null ? null : (wanted.assigneeId ?? null),
        shootDate,
        ...(ended ? { redo: null, redoUntil: null } : {}),
      },
      department: to.department,
      skipped: skipped.length === 0 ? null : [...moving.skipped],
      checks: answers.checks,
      result: answers.result,
      note: wanted.reason ?? null,
    },
  }
}

/** Who may bring a line to a stage may do so in the branch of its order; what is out of the usual way needs more. */
function requirePermitted(context: CommandContext, planned: readonly PlannedLine[], book: FlowBook): void {
  for (const { plan, moving } of planned) {
    const { branch } = moving.order
    if (plan.kind === 'back') context.demand('orders.moveBack', branch)
    else {
      const permission = book.permissionFor(plan.to)
      if (permission !== null) context.demand(permission, branch)
    }
    if (plan.needed.length > 0) context.demand('orders.skipStages', branch)
  }
}

/** What is out of the usual way has a reason. */
function requireReasons(planned: readonly PlannedLine[], reason: string | undefined): void {
  if (reason !== undefined) return
  for (const { plan } of planned) {
    const passed = plan.needed.map((stage) => stage.name).join(', ')
    const action = plan.kind === 'back' ? `take a line back to ${plan.to.name}` : `pass over ${passed}`
    if (plan.kind === 'back' || plan.needed.length > 0) throw ReasonMissing.create({ action })
  }
}

/**
 * The work of the stages that are taken back, as far as it was done since the line last stood where it goes: what was done
 * before it was sent back to be done again stays done. Two statements.
 */
async function undoneWork(context: CommandContext, back: readonly PlannedLine[]): Promise<WorkRow[]> {
  const stages = new Map(
    back.map(({ flow, moving }) => [moving.line.id, new Set(flow.undone(moving.from, moving.to))] as const),
  )
  const begun = await lastEntered(context, back)
  const standing = await standingWork(context, { lineId: { in: [...stages.keys()] } })
  return standing.filter((row) => {
    const since = begun.get(row.lineId)
    return stages.get(row.lineId)?.has(row.stage) === true && (since === undefined || row.id > since)
  })
}

/** The changes by which lines last came to where they go back to, or to what leads there; none for those that began there. */
async function lastEntered(
  context: CommandContext,
  back: readonly PlannedLine[],
): Promise<ReadonlyMap<string, string>> {
  const earlier = new Map(
    back.map(({ flow, moving: { line, to } }) => {
      const names = flow.stages.map(({ name }) => name).filter((name) => name === to || flow.leads(name, to))
      return [line.id, new Set<string | null>(names)] as const
    }),
  )
  const rows = await context.store.find(ordersStageChanges, {
    where: { orderId: { in: [...new Set(back.map(({ moving }) => moving.order.id))] }, toStage: { ne: null } },
    orderBy: ['orderId', 'id'],
    limit: 'all',
  })
  return new Map(
    rows.filter((row) => earlier.get(row.lineId)?.has(row.toStage) === true).map((row) => [row.lineId, row.id]),
  )
}
