/** Writes a movement that has moved and is valued: its entry, its voucher, its lines, and what they add to the totals. */
import type { CommandContext } from '../engine/context.ts'
import { type Token, token } from '../engine/tokens.ts'
import { announceFact, openDateFrom, recordFact } from '../ledger/index.ts'
import type { CalendarDate } from '../values/calendar-date.ts'
import type { Instant } from '../values/instant.ts'
import { defineNumberSequence, type NumberSequence } from '../values/number-sequence.ts'
import { addToTotals } from './add-totals.ts'
import { movementSums, postStockEntry } from './book-movement.ts'
import type { LineInPlace } from './check-lines.ts'
import { stockMoved } from './events.ts'
import { accountOfItem } from './movement-accounts.ts'
import type { MovementDraft } from './movement-draft.ts'
import { inventoryCosts, inventoryLines, inventoryMovements, type MovementLineRow, type MovementRow } from './tables.ts'
import type { ValuedLine } from './value-lines.ts'

/** The numbers of vouchers: `Smain-26-00007` unless the host provides its own. */
export const movementNumbersToken: Token<NumberSequence> = token<NumberSequence>('calotype.movement-numbers')

export const houseMovementNumbers: NumberSequence = defineNumberSequence({
  name: 'stock-movements',
  pattern: 'S{branch}-{yy}-{n:5}',
  resets: 'year',
})

export interface Writing {
  readonly draft: MovementDraft
  readonly movementId: string
  readonly at: Instant
  readonly businessDate: CalendarDate
}

export interface Written {
  readonly movement: MovementRow
  readonly lines: readonly MovementLineRow[]
}

interface Booked extends Writing {
  readonly bookedOn: CalendarDate
}

/** In the books of a closed day nothing changes: it is booked today. */
export const bookingDate = async (context: CommandContext, businessDate: CalendarDate): Promise<CalendarDate> =>
  (await openDateFrom(context, businessDate)) === businessDate ? businessDate : context.businessDate

/** @param entryId of what is booked already */
export async function writeMovement(
  context: CommandContext,
  booked: Booked,
  valued: readonly ValuedLine[],
  entryId?: string | null,
): Promise<Written> {
  const entry = entryId ?? (await postEntryOf(context, booked, valued))
  const movement = await keepVoucher(context, booked, entry)
  const lines = keepLines(context, { ...booked, entryId: entry }, valued)
  addToTotals(
    context,
    lines.map((row, index) => ({ ...row, value: row.value - (valued[index]?.variance ?? 0n) })),
  )
  const { movementId, draft } = booked
  const moved = lines.map(({ itemId, locationId, quantity }) => ({ itemId, locationId, quantity }))
  const { kind, orderId = null } = draft
  context.emit(stockMoved, { movementId, kind, number: movement.number, orderId, lines: moved })
  return { movement, lines }
}

async function postEntryOf(
  context: CommandContext,
  { draft, bookedOn }: Booked,
  valued: readonly ValuedLine[],
): Promise<string | null> {
  const { kind, orderId, customerId, category, shootType, reason: memo } = draft
  const dimensions = { orderId, customerId, category, shootType }
  return postStockEntry(context, { kind, bookedOn, sums: movementSums(draft, valued), dimensions, memo })
}

async function keepVoucher(context: CommandContext, booked: Booked, entryId: string | null): Promise<MovementRow> {
  const { draft, movementId, businessDate, bookedOn, at } = booked
  const sequence = context.resolve(movementNumbersToken)
  const [numbers] = await context.numbers([{ sequence, date: businessDate }])
  return recordFact(context, inventoryMovements, {
    id: movementId,
    branch: context.branch,
    kind: draft.kind,
    number: numbers?.[0] ?? movementId,
    at,
    businessDate,
    bookedOn,
    recordedAt: context.now,
    actor: context.actor,
    approver: draft.approver ?? null,
    reason: draft.reason ?? null,
    reference: draft.reference ?? null,
    orderId: draft.orderId ?? null,
    orderLineId: draft.orderLineId ?? null,
    supplierId: draft.supplierId ?? null,
    correctsId: draft.correctsId ?? null,
    transferId: draft.transferId ?? null,
    entryId,
  })
}

interface LineToWrite {
  readonly line: LineInPlace
  /** Its number within the movement. */
  readonly at: number
  readonly value: bigint
}

export function lineRow(
  { branch, studio }: CommandContext,
  { draft, movementId, at, businessDate, bookedOn }: Booked,
  { line, at: number, value }: LineToWrite,
): MovementLineRow {
  return {
    movementId,
    line: number,
    branch,
    itemId: line.itemId,
    locationId: line.locationId,
    kind: draft.kind,
    at,
    businessDate,
    bookedOn,
    quantity: line.quantity,
    currency: studio.currency,
    value,
    lotId: line.lotId ?? null,
    serialId: line.serialId ?? null,
    ofMovementId: line.of?.movementId ?? null,
    ofLine: line.of?.line ?? null,
    orderId: line.orderId ?? draft.orderId ?? null,
    orderLineId: line.orderLineId ?? draft.orderLineId ?? null,
    account: line.against ?? draft.against ?? accountOfItem(draft.kind, line.item),
    category: line.category ?? draft.category ?? null,
    shootType: line.shootType ?? draft.shootType ?? null,
  }
}

function keepLines(
  context: CommandContext,
  booked: Booked & { readonly entryId: string | null },
  valued: readonly ValuedLine[],
): readonly MovementLineRow[] {
  const { movementId, bookedOn, entryId } = booked
  return valued.map(({ line, value, variance }, index) => {
    const at = index + 1
    const row = recordFact(context, inventoryLines, lineRow(context, booked, { line, at, value }))
    if (variance !== 0n) {
      const cost = context.store.insert(inventoryCosts, {
        id: context.newId(),
        branch: context.branch,
        itemId: line.itemId,
        movementId,
        line: at,
        causeId: movementId,
        bookedOn,
        at: context.now,
        kind: 'short',
        currency: context.studio.currency,
        amount: -variance,
        entryId,
      })
      announceFact(context, inventoryCosts, cost)
    }
    return row
  })
}
