/** Where a line stands that goes over to another flow. Pure, but for what it throws. */
import { type BusinessCalendar, type Flow, StageMoveRefused, standingIn } from '../stages/index.ts'
import type { HeldLine } from './hold-lines.ts'
import { requireFields } from './require-fields.ts'
import { type HoldCause, standingAgain, turnOfHold } from './side-states.ts'
import type { MovingLine } from './stage-moving.ts'
import type { OrderLineRow, OrderRow } from './tables.ts'

/**
 * What a line that goes on in `stage` of another flow is: due as if it had entered its stage when it did, held and done again as it was.
 *
 * @throws STAGE_UNKNOWN, STAGE_MOVE_REFUSED, LINE_FIELD_MISSING, CALENDAR_CLOSED
 */
export function reflowed(
  { order, line }: { readonly order: OrderRow; readonly line: OrderLineRow },
  flow: Flow,
  stage: string,
  calendar: BusinessCalendar,
) {
  const days = { entered: line.stageDate, shoot: line.shootDate, promised: order.promisedDate }
  const standing = standingIn(flow, stage, days, calendar)
  // What is delivered earns, and nothing else does: no flow makes the one of the other.
  if ((standing.progress === 'pickedUp') !== (line.progress === 'pickedUp')) {
    const rule = 'would be delivered by that, or not be any more'
    throw StageMoveRefused.create({ flow: flow.name, from: line.stage, to: stage, rule, allowed: [] })
  }
  // What stays where it is was let in by the stage as it was in an earlier version; a stage of another flow only shares its name.
  if (stage !== line.stage || flow.name !== line.flow)
    requireFields({ order, line }, flow.stage(stage), { shootDate: line.shootDate })
  const redoUntil = line.redoUntil !== null && flow.has(line.redoUntil) ? line.redoUntil : null
  return {
    ...standingAgain(standing, redoUntil === null ? null : line.redo),
    turn: line.hold === null ? standing.turn : turnOfHold(line.hold as HoldCause),
    redoUntil,
    redo: redoUntil === null ? null : line.redo,
  }
}

/** The move that this is: forward, or back where the flow that it walked led from there to where it stands. */
export function reflowing({ order, line }: HeldLine, to: string, over: Required<MovingLine>['over']): MovingLine {
  const { stage: from, shootDate } = line
  const { former } = over
  const back = former.has(from) && former.has(to) && former.leads(to, from)
  return {
    ...{ order, line, kind: 'reflowed', from, to, over, shootDate },
    ...{ skipped: [], undone: back ? former.undone(from, to) : [] },
    ...{ answers: { checks: null, result: null }, work: [] },
  }
}
