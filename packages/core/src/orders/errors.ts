/** What can go wrong with orders. */
import { defineError } from '../values/calotype-error.ts'

export const OrderUnknown = defineError<{ orderId: string }>({
  code: 'ORDER_UNKNOWN',
  status: 404,
  summary: 'No order with this id is within reach.',
  message: ({ orderId }) => `There is no order "${orderId}" in the branches that you reach.`,
  mend: 'Take the id from orders.list; an order of another studio or of a branch out of reach cannot be seen.',
})

export const OrderCustomerUnknown = defineError<{ customerId: string }>({
  code: 'ORDER_CUSTOMER_UNKNOWN',
  status: 404,
  summary: 'An order was placed for a customer that is not known.',
  message: ({ customerId }) => `customerId must name a customer of this studio, got "${customerId}".`,
  mend: 'Register the customer first (customers.register) and pass the id it answers.',
})

/** The order that stands for one that was merged into it. */
export interface SurvivingOrder {
  readonly orderId: string
  readonly number: string
}

const mergedWords = ({ orderId, number }: SurvivingOrder): string => `was merged into order ${number} ("${orderId}")`

export const OrderClosed = defineError<{
  number: string
  status: string
  action: string
  /** Of an order that was merged. */
  survivor?: SurvivingOrder
}>({
  code: 'ORDER_CLOSED',
  status: 409,
  summary: 'An order that is completed, cancelled or merged into another one cannot be changed.',
  message: ({ number, status, action, survivor }) =>
    `Order ${number} ${survivor === undefined ? `is ${status}` : mergedWords(survivor)}: you cannot ${action}.`,
  mend: 'Place a new order for what is still wanted; where this one was merged, go on with the order that it became a part of: its lines keep their ids.',
})

export const OrderPartlyDelivered = defineError<{ number: string; pickedUp: number }>({
  code: 'ORDER_PARTLY_DELIVERED',
  status: 409,
  summary: 'An order of which something was picked up cannot be cancelled as a whole.',
  message: ({ number, pickedUp }) => `Order ${number} cannot be cancelled: ${pickedUp} of its lines were picked up.`,
  mend: 'Cancel the lines that were not picked up one by one (orders.cancelLine).',
})

export const DayBeforeOrder = defineError<{ field: string; value: string; booked: string }>({
  code: 'DAY_BEFORE_ORDER',
  status: 422,
  summary: 'A day was promised or agreed that lies before the order was placed.',
  message: ({ field, value, booked }) =>
    `${field} must be ${booked}, the day on which the order was placed, or later, got ${value}.`,
  mend: 'Look at the year and the month. The day of an order is that of its branch, in the time zone of the studio (bookedDate of orders.get).',
})

export const OrderChanged = defineError<{ number: string; expected: number; actual: number }>({
  code: 'ORDER_CHANGED',
  status: 409,
  summary: 'The order was changed by somebody else since the caller read it.',
  message: ({ number, expected, actual }) =>
    `Order ${number} is at revision ${actual}; the change was made for revision ${expected}.`,
  mend: 'Read the order again (orders.get), look at what changed, and repeat with its revision.',
})

export const LineUnknown = defineError<{
  number: string
  lineIds: readonly string[]
  /** Of an order that was merged. */
  survivor?: SurvivingOrder
}>({
  code: 'LINE_UNKNOWN',
  status: 404,
  summary: 'An order has no line with this id.',
  message: ({ number, lineIds, survivor }) => {
    const merged = survivor === undefined ? '' : ` It ${mergedWords(survivor)}.`
    return `Order ${number} has no line ${lineIds.map((id) => `"${id}"`).join(', ')}.${merged}`
  },
  mend: 'Take the ids of its lines from orders.get; those of a merged order are in the order that it became a part of.',
})

export const LineNotChangeable = defineError<{ number: string; line: number; stage: string; action: string }>({
  code: 'LINE_NOT_CHANGEABLE',
  status: 409,
  summary: 'A line has left the stage in which this can be done to it.',
  message: ({ number, line, stage, action }) =>
    `Line ${line} of order ${number} is in stage ${stage}: you cannot ${action} it.`,
  mend: 'A line is priced again or taken back while it stands where it began, exchanged or cancelled until it is picked up, and picked up once. What was picked up comes back first (orders.takePickupBack).',
})

export const LineMovedOn = defineError<{
  number: string
  line: number
  expected: string
  stage: string
  by: string | null
  at: string
}>({
  code: 'LINE_MOVED_ON',
  status: 409,
  summary: 'A line is no longer in the stage from which it was to be moved: somebody was faster.',
  message: ({ number, line, expected, stage, by, at }) =>
    `Line ${line} of order ${number} is in stage ${stage}, not in ${expected}: ${by ?? 'somebody'} brought it there at ${at}.`,
  mend: ({ stage }) =>
    `Read where it stands (orders.get) or what is left to do (orders.tasks): it may be done already. To move it on from there, pass from: "${stage}".`,
})

export const LineHeld = defineError<{ number: string; line: number; cause: string }>({
  code: 'LINE_HELD',
  status: 409,
  summary: 'A line that is held was to be moved on or handed over.',
  message: ({ number, line, cause }) => `Line ${line} of order ${number} is held: it waits for ${cause}.`,
  mend: 'Settle what it waits for and release it (orders.release).',
})

export const LineNotReady = defineError<{ number: string; line: number; stage: string; next: string | null }>({
  code: 'LINE_NOT_READY',
  status: 409,
  summary: 'A line was to be picked up whose flow does not lead to that yet.',
  message: ({ number, line, stage, next }) =>
    `Line ${line} of order ${number} cannot be picked up: it is in stage ${stage}${next === null ? '' : ` and waits for ${next}`}.`,
  mend: 'Move it on (orders.moveStage), or name the lines to hand over. Who has the permission orders.pickUpUnfinished may pass unfinishedAllowed: true.',
})

export const StageByPickup = defineError<{ number: string; line: number; stage: string }>({
  code: 'STAGE_BY_PICKUP',
  status: 409,
  summary: 'A line was to be moved to the stage with which it becomes the customer’s.',
  message: ({ number, line, stage }) =>
    `Line ${line} of order ${number} gets to ${stage} by being picked up, not by a move.`,
  mend: 'Hand it over with orders.pickUp, which also books its revenue.',
})

export const LineFieldMissing = defineError<{ number: string; line: number; stage: string; field: string }>({
  code: 'LINE_FIELD_MISSING',
  status: 422,
  summary: 'A line was to be brought to a stage that demands something of it which nothing says.',
  message: ({ number, line, stage, field }) =>
    `Line ${line} of order ${number} cannot be brought to stage ${stage} without ${field}.`,
  mend: ({ field }) =>
    `Pass ${field} with the same call, as a day such as "2026-12-05". A line that has one already keeps it; the fields of a stage stand in its flow (stages.flow).`,
})

export const ReasonMissing = defineError<{ action: string }>({
  code: 'REASON_MISSING',
  status: 422,
  summary: 'Something was done out of the usual way without saying why.',
  message: ({ action }) => `A reason is needed to ${action}.`,
  mend: 'Pass it as reason; it is kept with the line.',
})

export const SideStateRefused = defineError<{
  number: string
  line: number
  stage: string
  action: string
  allowed: readonly string[]
}>({
  code: 'SIDE_STATE_REFUSED',
  status: 409,
  summary: 'A line was to be held, released or done again in a stage that does not allow it.',
  message: ({ number, line, stage, action }) =>
    `Line ${line} of order ${number} in stage ${stage} cannot be ${action}.`,
  mend: ({ allowed }) =>
    allowed.length > 0
      ? `It may be sent back to: ${allowed.join(', ')}.`
      : 'Its flow allows that in other stages only: stages.flow tells which (hold, rework, reshoot), orders.get where the line stands.',
})

export const WorkInvalid = defineError<{ rule: string }>({
  code: 'WORK_INVALID',
  status: 422,
  summary: 'Who did a stage was told in parts that do not come to the whole.',
  message: ({ rule }) => `The people of a stage ${rule}.`,
  mend: 'Give each person once in a role, with weights that add up to 100 per cent.',
})

export const WorkUnknown = defineError<{ workIds: readonly string[] }>({
  code: 'WORK_UNKNOWN',
  status: 404,
  summary: 'No record of work with this id is within reach.',
  message: ({ workIds }) => `There is no record of work ${workIds.map((id) => `"${id}"`).join(', ')}.`,
  mend: 'Take the ids from orders.work.',
})

export const WorkReversed = defineError<{ workId: string }>({
  code: 'WORK_REVERSED',
  status: 409,
  summary: 'A record of work was taken back already, or is one that takes another back.',
  message: ({ workId }) => `The record of work "${workId}" does not stand: it was taken back, or takes another back.`,
  mend: 'Read the records that stand with orders.work.',
})

export const StageUnreached = defineError<{ number: string; line: number; stage: string }>({
  code: 'STAGE_UNREACHED',
  status: 409,
  summary: 'Work was recorded for a stage that a line has not reached.',
  message: ({ number, line, stage }) => `Line ${line} of order ${number} has not reached stage ${stage}.`,
  mend: 'Work is recorded with the move that brings the line there (orders.moveStage).',
})

export const LineIsLast = defineError<{ number: string; line: number }>({
  code: 'LINE_IS_LAST',
  status: 409,
  summary: 'The last line of an order cannot be cancelled alone.',
  message: ({ number, line }) => `Line ${line} is the last that is left of order ${number}.`,
  mend: 'Cancel the order (orders.cancel), which also says what becomes of its deposits.',
})

export const LinesBelongTogether = defineError<{
  number: string
  line: number
  lines: readonly number[]
  rule: string
}>({
  code: 'LINES_BELONG_TOGETHER',
  status: 409,
  summary: 'A line was to be cancelled that other lines belong to.',
  message: ({ number, line, lines, rule }) =>
    `Line ${line} of order ${number} cannot be cancelled alone: ${rule} ${lines.join(', ')}.`,
  mend: 'Pass along: true to cancel them with it. Who has the permission orders.splitBundle may leave the rest of a bundle with bundleInPart: true.',
})

export const ForfeitBeyondLimit = defineError<{ actor: string; rule: string }>({
  code: 'FORFEIT_BEYOND_LIMIT',
  status: 403,
  summary: 'What a cancellation keeps departs from the policy further than the actor may decide.',
  message: ({ actor, rule }) => `${actor} may not do this alone: ${rule}.`,
  mend: 'Leave the amount to the policy, or let somebody with the permission orders.approveForfeit approve: pass approver.',
})

export const LineNotExchangeable = defineError<{ number: string; line: number; rule: string }>({
  code: 'LINE_NOT_EXCHANGEABLE',
  status: 409,
  summary: 'A line cannot become what was asked for.',
  message: ({ number, line, rule }) => `Line ${line} of order ${number} cannot be exchanged: ${rule}.`,
  mend: 'Exchange a line that was sold by itself for one item; cancel what is to go and add what is to come otherwise.',
})

export const LineStaysInStage = defineError<{ number: string; line: number; stage: string; flow: string; to: string }>({
  code: 'LINE_STAYS_IN_STAGE',
  status: 409,
  summary: 'An exchange was to take a line to another stage of the flow that it walks already.',
  message: ({ number, line, stage, flow, to }) =>
    `Line ${line} of order ${number} stays in stage ${stage}, not ${to}: the item walks the flow ${flow}, as the line does.`,
  mend: 'Leave `to` out, and move the line by orders.moveStage, which asks for what its stages need.',
})

export const StageNotInFlow = defineError<{
  number: string
  line: number
  stage: string
  flow: string
  known: readonly string[]
}>({
  code: 'STAGE_NOT_IN_FLOW',
  status: 409,
  summary: 'A line was exchanged for an item whose flow does not have its stage.',
  message: ({ number, line, stage, flow }) =>
    `Line ${line} of order ${number} is in stage ${stage}, which the flow ${flow} does not have.`,
  mend: ({ known }) => `Say with to where it goes on: ${known.join(', ')}.`,
})

export const RevisionUnknown = defineError<{ number: string; revision: number; latest: number }>({
  code: 'REVISION_UNKNOWN',
  status: 404,
  summary: 'An order never had the revision that was asked for, or its record does not reach back so far.',
  message: ({ number, revision, latest }) => `Order ${number} has no revision ${revision}; it is at ${latest}.`,
  mend: 'Take one from orders.history.',
})

export const LinesTooMany = defineError<{ number: string; most: number }>({
  code: 'LINES_TOO_MANY',
  status: 422,
  summary: 'An order has as many lines as it may have.',
  message: ({ number, most }) => `Order ${number} has ${most} lines, the most that an order may have.`,
  mend: 'Place a second order for the rest.',
})

export const LineQuantityInvalid = defineError<{ of: string; rule: string; value: string }>({
  code: 'LINE_QUANTITY_INVALID',
  status: 422,
  summary: 'The quantity of a line breaks a rule.',
  message: ({ of, rule, value }) => `quantity of ${of} ${rule}, got ${value}.`,
  mend: 'Pass a quantity above zero with at most 4 decimals, such as "2" or "1.5".',
})

export const BalanceDue = defineError<{
  number: string
  balanceDue: string
  currency: string
  rule: string
  missing: string
}>({
  code: 'BALANCE_DUE',
  status: 409,
  summary: 'Something was to be picked up of an order of which less is paid than the studio’s rule asks for.',
  message: ({ number, balanceDue, currency, rule, missing }) =>
    `Order ${number} has a balance due of ${balanceDue} ${currency}: ${rule}, and ${missing} ${currency} are missing.`,
  mend: 'Take the balance with the pickup (payment), or before it (ledger.takePayment). Who has the permission orders.pickUpWithArrears, or an approver who has it, may pass arrearsAllowed: true.',
})

export const LinePartInvalid = defineError<{ number: string; line: number; rule: string; value: string }>({
  code: 'LINE_PART_INVALID',
  status: 422,
  summary: 'Some pieces of a line were to be handed over that cannot be told apart from the rest.',
  message: ({ number, line, rule, value }) => `The quantity of line ${line} of order ${number} ${rule}, got ${value}.`,
  mend: 'Pass whole pieces, fewer than the line has; or leave the quantity out to hand all of it over.',
})

export const SignatureMissing = defineError<{ number: string }>({
  code: 'SIGNATURE_MISSING',
  status: 422,
  summary: 'The studio hands nothing over without a signature, and none was given.',
  message: ({ number }) => `Order ${number} is handed over against a signature only.`,
  mend: 'Pass signature with its method; or change the setting pickupSigned of orders.',
})

export const PickupUnknown = defineError<{ pickupId: string }>({
  code: 'PICKUP_UNKNOWN',
  status: 404,
  summary: 'No pickup with this id is within reach.',
  message: ({ pickupId }) => `There is no pickup "${pickupId}" in the branches that you reach.`,
  mend: 'Take the id from orders.pickups.',
})

export const PickupLineUnknown = defineError<{ number: string; lineIds: readonly string[] }>({
  code: 'PICKUP_LINE_UNKNOWN',
  status: 404,
  summary: 'A line was to be taken back that was not handed over with this pickup.',
  message: ({ number, lineIds }) => `Pickup ${number} has no line ${lineIds.map((id) => `"${id}"`).join(', ')}.`,
  mend: 'Take the ids of its lines from orders.pickups.',
})

export const PickupTakenBack = defineError<{ number: string; lineIds: readonly string[] }>({
  code: 'PICKUP_TAKEN_BACK',
  status: 409,
  summary: 'A pickup, or a line of it, was taken back already.',
  message: ({ number, lineIds }) =>
    lineIds.length === 0
      ? `Pickup ${number} was taken back already.`
      : `Of pickup ${number} these lines were taken back already: ${lineIds.join(', ')}.`,
  mend: 'A pickup is taken back once. Read what stands with orders.pickups.',
})

export const PickupOfFormerBranch = defineError<{ number: string; branch: string; now: string }>({
  code: 'PICKUP_OF_FORMER_BRANCH',
  status: 409,
  summary:
    'A pickup is to be taken back whose order went to another branch since: its revenue stands in the books of the former one.',
  message: ({ number, branch, now }) =>
    `Pickup ${number} earned in branch "${branch}", but its order is of branch "${now}" since.`,
  mend: 'Take the order back to that branch first (orders.transferToBranch), or book a credit there.',
})

export const PickupNotLast = defineError<{ number: string; line: number; stage: string }>({
  code: 'PICKUP_NOT_LAST',
  status: 409,
  summary: 'A line was to be taken back that no longer stands where its pickup left it.',
  message: ({ number, line, stage }) =>
    `Line ${line} of pickup ${number} is in stage ${stage}: it went on, came back for rework, or was handed over again since.`,
  mend: 'Take back the last pickup of a line, before the order is closed by the follow-up. What was closed is changed by rework or a refund.',
})

export const ImportInvalid = defineError<{ reference: string; rule: string }>({
  code: 'IMPORT_INVALID',
  status: 422,
  summary: 'An imported purchase breaks a rule.',
  message: ({ reference, rule }) => `The purchase "${reference}" ${rule}.`,
  mend: 'Mend the purchase. Nothing of this batch was written.',
})

export const ImportConflict = defineError<{ reference: string; rule: string }>({
  code: 'IMPORT_CONFLICT',
  status: 409,
  summary: 'An imported purchase contradicts one of the same reference.',
  message: ({ reference, rule }) => `The purchase "${reference}" ${rule}.`,
  mend: 'Every purchase of a source needs a reference of its own; mend the file. Nothing of this batch was written.',
})

export const OrderTooLarge = defineError<{ total: string; most: string }>({
  code: 'ORDER_TOO_LARGE',
  status: 422,
  summary: 'An order costs more than the books can add up.',
  message: ({ total, most }) => `The lines of an order may cost ${most} together, but cost ${total}.`,
  mend: 'Look for a quantity or price that was mistyped; nothing was written.',
})
