/** An entry of the log of movements, for callers. Pure: no I/O. */
import { z } from 'zod'
import { Money } from '../values/money.ts'
import type { Named } from './read-named.ts'
import type { MovementLineRow, MovementRow } from './tables.ts'

const nullableText = z.string().nullable()

const lineShape = z.object({
  line: z.int(),
  itemId: z.string(),
  code: z.string(),
  name: z.string(),
  unit: z.string(),
  locationId: z.string(),
  /** Its code. */
  location: z.string(),
  /** Above zero in, below zero out. */
  quantity: z.int(),
  /** As it was booked at first; `inventory.movement` tells what it turned out to cost. */
  value: z.string(),
  lotId: nullableText,
  /** Its number. */
  lot: nullableText,
  serialId: nullableText,
  /** Its number. */
  serial: nullableText,
})

/** A line of a voucher, with the names that people know. */
export interface NamedLine extends z.output<typeof lineShape> {}

export const namedLineSchema: z.ZodType<NamedLine> = lineShape

const shape = z.object({
  movementId: z.string(),
  number: z.string(),
  kind: z.string(),
  branch: z.string(),
  /** When it moved. */
  at: z.string(),
  businessDate: z.string(),
  /** When it was written down. */
  recordedAt: z.string(),
  /** Who did it. */
  actor: z.string(),
  approver: nullableText,
  /** Why. */
  reason: nullableText,
  reference: nullableText,
  orderId: nullableText,
  supplierId: nullableText,
  transferId: nullableText,
  /** The movement that it takes back or corrects. */
  correctsId: nullableText,
  currency: z.string(),
  /** What moved; of one item where the log is of it. */
  lines: z.array(lineShape),
})

/** A voucher in the log. */
export interface LoggedMovement extends z.output<typeof shape> {}

export const loggedSchema: z.ZodType<LoggedMovement> = shape

export interface Logged {
  readonly movement: MovementRow
  readonly lines: readonly MovementLineRow[]
}

export function presentNamedLine(row: MovementLineRow, { items, locations, lots, serials }: Named): NamedLine {
  const { line, itemId, locationId, quantity, value, currency, lotId, serialId } = row
  const { code = itemId, name = itemId, unit = '' } = items.get(itemId) ?? {}
  return {
    line,
    itemId,
    code,
    name,
    unit,
    locationId,
    location: locations.get(locationId)?.code ?? locationId,
    quantity,
    value: Money.ofMinor(value, currency).toString(),
    lotId,
    lot: lotId === null ? null : (lots.get(lotId)?.number ?? lotId),
    serialId,
    serial: serialId === null ? null : (serials.get(serialId)?.serial ?? serialId),
  }
}

export function presentLogged({ movement, lines }: Logged, named: Named): LoggedMovement {
  const { id: movementId, number, kind, branch, at, businessDate, recordedAt, actor, approver, reason } = movement
  const { reference, orderId, supplierId, transferId, correctsId } = movement
  return {
    movementId,
    number,
    kind,
    branch,
    at,
    businessDate,
    recordedAt,
    actor,
    approver,
    reason,
    reference,
    orderId,
    supplierId,
    transferId,
    correctsId,
    currency: lines[0]?.currency ?? '',
    lines: lines.map((row) => presentNamedLine(row, named)),
  }
}
