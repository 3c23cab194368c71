/** What the inventory books on GoodsReceived by itself is billed and credited like the rest: this room keeps it too. */
import type { CommandContext } from '../engine/context.ts'
import type { MovementLineRow, StockPosted } from '../inventory/index.ts'
import { veto } from '../engine/hook.ts'
import { accounts, recordFact } from '../ledger/index.ts'
import { Money } from '../values/money.ts'
import { goodsReceived } from './events.ts'
import { addOpen, changeOpen, lockOpen, openOf } from './open-goods.ts'
import { isOwnMovement } from './own-movements.ts'
import { type OpenGoodsRow, procurementOpen, procurementReceiptLines, procurementReceipts } from './tables.ts'

/** Kinds that are booked against GoodsReceived unless they say otherwise. */
const usualKinds: ReadonlySet<string> = new Set(['receipt', 'supplierReturn', 'priceCorrection'])

const onAccount = ({ account, kind }: MovementLineRow): boolean =>
  account === accounts.goodsReceived || (account === null && usualKinds.has(kind))

/** Keeps what follows of movements that this room did not post. No statement where nothing is booked on the account. */
export async function adoptMovement(context: CommandContext, { draft, posted }: StockPosted): Promise<void> {
  if (isOwnMovement(draft)) return
  const lines = posted.lines.filter(onAccount)
  if (lines.length === 0) return
  if (draft.kind === 'receipt') adoptReceipt(context, posted.movement, lines)
  else if (draft.kind === 'supplierReturn') await adoptReturn(context, { draft, posted }, lines)
  else adoptDifference(context, { draft, posted }, lines)
}

type Movement = StockPosted['posted']['movement']

const booking = ({ id: causeId, bookedOn: businessDate }: Movement) => ({ causeId, businessDate })

function adoptReceipt(context: CommandContext, movement: Movement, lines: readonly MovementLineRow[]): void {
  const { supplierId } = movement
  const receiptId = context.newId()
  recordFact(context, procurementReceipts, {
    id: receiptId,
    branch: movement.branch,
    supplierId,
    at: movement.at,
    businessDate: movement.businessDate,
    recordedAt: movement.recordedAt,
    actor: movement.actor,
    deliveryNote: movement.reference,
    memo: movement.reason,
    movementId: movement.id,
    direct: true,
  })
  const kept = lines.map((line, index) => {
    const { movementId, itemId, locationId, quantity: accepted, currency, value } = line
    const row = recordFact(context, procurementReceiptLines, {
      id: context.newId(),
      branch: movement.branch,
      receiptId,
      line: index + 1,
      supplierId,
      orderId: null,
      orderLine: null,
      itemId,
      locationId,
      accepted,
      rejected: 0,
      reason: null,
      currency,
      value,
      charges: 0n,
      claimId: null,
      movementLine: line.line,
      movementLines: 1,
      lotId: line.lotId,
    })
    addOpen(context, {
      ...booking(movement),
      causeId: receiptId,
      id: row.id,
      supplierId,
      kind: 'goods',
      move: 'received',
      sourceId: receiptId,
      itemId,
      quantity: accepted,
      amount: Money.ofMinor(value, currency),
      targets: [{ movementId, line: line.line, itemId, locationId, weight: `${value}` }],
    })
    return { receiptLineId: row.id, itemId, orderId: null, accepted, rejected: 0 }
  })
  context.emit(goodsReceived, { receiptId, supplierId, movementId: movement.id, lines: kept })
}

/**
 * Goods that went back. Of a receipt that is taken back as a mistake, what was not billed is not to be billed any more; the rest
 * is a claim.
 */
async function adoptReturn(
  context: CommandContext,
  { draft, posted }: StockPosted,
  lines: readonly MovementLineRow[],
): Promise<void> {
  const { movement } = posted
  const received = await holdTakenBack(context, movement.correctsId)
  for (const itemId of new Set(lines.map((line) => line.itemId))) {
    const own = lines.filter((line) => line.itemId === itemId)
    const given = draft.lines.filter((line) => line.itemId === itemId)
    const credited = Money.ofMinor(
      given.every((line) => line.value !== undefined)
        ? given.reduce((sum, line) => sum + (line.value?.minor ?? 0n), 0n)
        : own.reduce((sum, line) => sum - line.value, 0n),
      context.studio.currency,
    )
    const goods = received.filter((row) => row.itemId === itemId && row.openQuantity > 0)
    const unbilled = Money.sum(credited.currency, goods.map(openOf))
    await changeOpen(
      context,
      goods.map((row) => ({
        ...booking(movement),
        row,
        kind: 'returned' as const,
        quantity: -row.openQuantity,
        amount: openOf(row).negated(),
      })),
    )
    const units = own.reduce((sum, line) => sum - line.quantity, 0)
    const taken = goods.reduce((sum, row) => sum + row.openQuantity, 0)
    const rest = credited.minus(unbilled)
    if (rest.isZero()) continue
    adoptRest(context, movement, { itemId, quantity: Math.max(units - taken, 1), rest, lines: own })
  }
}

/**
 * What stands on the account of a receipt of the inventory that is taken back, held. Two statements, and the lock; none where
 * nothing is taken back.
 *
 * @throws VETOED where this room received the goods: it knows their order
 */
export async function holdTakenBack(
  context: CommandContext,
  correctsId: string | null,
): Promise<readonly OpenGoodsRow[]> {
  if (correctsId === null) return []
  const { store } = context
  const where = { movementId: correctsId }
  const [receipt] = await store.find(procurementReceipts, { where, orderBy: ['id'], limit: 1 })
  if (receipt === undefined) return []
  if (!receipt.direct) throw veto(`Delivery ${receipt.id} came with it; return it with procurement.returnGoods.`)
  const of = { sourceId: receipt.id, kind: 'goods' }
  const rows = await store.find(procurementOpen, { where: of, orderBy: ['id'], limit: 'all' })
  const held = await lockOpen(
    context,
    rows.map((row) => row.id),
  )
  return [...held.values()]
}

interface Rest {
  readonly itemId: string
  readonly quantity: number
  /** Booked to the debit of the account. */
  readonly rest: Money
  readonly lines: readonly MovementLineRow[]
}

/** A claim for what the supplier owes, or a charge for what is owed besides. */
function adoptRest(context: CommandContext, movement: Movement, { itemId, quantity, rest, lines }: Rest): void {
  const owed = rest.isNegative()
  addOpen(context, {
    ...booking(movement),
    id: context.newId(),
    supplierId: movement.supplierId,
    kind: owed ? 'charge' : 'returned',
    move: owed ? 'charged' : 'claimed',
    sourceId: movement.id,
    itemId: owed ? null : itemId,
    description: movement.reason?.slice(0, 200),
    quantity: owed ? 1 : quantity,
    amount: rest.negated(),
    targets: lines.map(({ movementId, line, locationId, value }) => {
      return { movementId, line, itemId, locationId, weight: `${value < 0n ? -value : value}` }
    }),
  })
}

/** A price that was corrected before its bill: what is asked more is to be billed, what is asked less is to be credited. */
function adoptDifference(
  context: CommandContext,
  { draft, posted }: StockPosted,
  lines: readonly MovementLineRow[],
): void {
  const { movement } = posted
  for (const line of lines) {
    const given = draft.lines[line.line - 1]
    const more = draft.kind === 'priceCorrection' ? given?.value : Money.ofMinor(line.value, line.currency)
    if (more === undefined || more.isZero()) continue
    const [movementId, at] =
      line.ofMovementId === null ? [line.movementId, line.line] : [line.ofMovementId, line.ofLine ?? 0]
    const { itemId, locationId } = line
    const owed = more.isPositive()
    addOpen(context, {
      ...booking(movement),
      id: context.newId(),
      supplierId: movement.supplierId,
      kind: owed ? 'charge' : 'returned',
      move: owed ? 'charged' : 'claimed',
      sourceId: movement.id,
      itemId: null,
      description: movement.reason?.slice(0, 200),
      quantity: 1,
      amount: more,
      targets: [{ movementId, line: at, itemId, locationId, weight: '1' }],
    })
  }
}
