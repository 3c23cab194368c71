/** Goods on their way between branches. */
import type { CommandContext } from '../engine/context.ts'
import { z } from 'zod'
import type { RowOf } from '../storage/table.ts'
import { Money } from '../values/money.ts'
import { TransferNotOnTheWay, TransferUnknown } from './errors.ts'
import type { MovementLineDraft } from './movement-draft.ts'
import { inventoryTransfers } from './tables.ts'

export type TransferRow = RowOf<typeof inventoryTransfers>

/** A line as it was sent: what it is worth travels with it. */
export interface TransferLine {
  readonly itemId: string
  readonly quantity: number
  /** In minor units. */
  readonly value: string
  readonly lotId: string | null
  readonly serialId: string | null
}

export const transferLines = (row: TransferRow): readonly TransferLine[] =>
  row.lines as unknown as readonly TransferLine[]

/** The lines as they come in at a location. */
export const arriving = (row: TransferRow, locationId: string): MovementLineDraft[] =>
  transferLines(row).map(({ itemId, quantity, value, lotId, serialId }) => ({
    itemId,
    locationId,
    quantity,
    value: Money.ofMinor(BigInt(value), row.currency),
    lotId: lotId ?? undefined,
    serialId: serialId ?? undefined,
  }))

/**
 * A transfer on its way, locked: of two that receive it, the second hears that it has been received.
 *
 * @throws TRANSFER_UNKNOWN where it is not between this branch and another; TRANSFER_NOT_ON_THE_WAY
 */
export async function holdTransfer(
  context: CommandContext,
  transferId: string,
  side: 'branch' | 'toBranch',
): Promise<TransferRow> {
  const row = await context.store.getForUpdate(inventoryTransfers, transferId)
  if (row?.[side] !== context.branch)
    throw TransferUnknown.create({ transferId, branch: context.branch, way: side === 'branch' ? 'from' : 'to' })
  if (row.status !== 'inTransit') throw TransferNotOnTheWay.create({ transferId, status: row.status })
  return row
}

const shape = z.object({
  id: z.string(),
  fromBranch: z.string(),
  fromLocationId: z.string(),
  toBranch: z.string(),
  /** Where it lies since it was received; before that the id or code that the sender named. */
  toLocationId: z.string(),
  /** inTransit, received or returned. */
  status: z.string(),
  currency: z.string(),
  /** What is on its way, at cost. */
  value: z.string(),
  lines: z.array(
    z.object({
      itemId: z.string(),
      quantity: z.int(),
      value: z.string(),
      lotId: z.string().nullable(),
      serialId: z.string().nullable(),
    }),
  ),
  sentAt: z.string(),
  receivedAt: z.string().nullable(),
})

/** Goods that were sent to another branch. */
export interface Transfer extends z.output<typeof shape> {}

export const transferSchema: z.ZodType<Transfer> = shape

export function presentTransfer(row: TransferRow): Transfer {
  const lines = transferLines(row)
  const shown = (minor: bigint): string => Money.ofMinor(minor, row.currency).toString()
  return {
    id: row.id,
    fromBranch: row.branch,
    fromLocationId: row.fromLocationId,
    toBranch: row.toBranch,
    toLocationId: row.toLocationId,
    status: row.status,
    currency: row.currency,
    value: shown(lines.reduce((sum, line) => sum + BigInt(line.value), 0n)),
    lines: lines.map((line) => ({ ...line, value: shown(BigInt(line.value)) })),
    sentAt: row.sentAt,
    receivedAt: row.receivedAt,
  }
}
