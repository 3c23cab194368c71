/** Sends goods back to their supplier: of what was not billed less is to be billed, and what was billed is claimed. */
import type { CommandContext } from '../engine/context.ts'
import { type AskedLine, inventoryLines, type PostedMovement, postMovement, resolveLines } from '../inventory/index.ts'
import { recordFact } from '../ledger/index.ts'
import type { Instant } from '../values/instant.ts'
import { Money } from '../values/money.ts'
import { ReceiptInvalid, UnbilledNotFitting } from './errors.ts'
import { goodsReturned } from './events.ts'
import {
  addOpen,
  billedCostOf,
  changeOpen,
  heldRow,
  lockOpen,
  openOf,
  requireKind,
  requireUnits,
  targetsOf,
} from './open-goods.ts'
import { countReceived, linesOf, lockOrders } from './orders.ts'
import { ownMovement } from './own-movements.ts'
import { shareOf } from './price.ts'
import {
  type OpenGoodsRow,
  procurementReceiptLines,
  procurementReturns,
  type ReceiptLineRow,
  type ReturnRow,
} from './tables.ts'

export interface ReturnedLine {
  /** The line of the delivery that the goods came with. */
  readonly receiptLineId: string
  readonly quantity: number
  /** Where they lie; where they were put unless told. */
  readonly location?: string | undefined
  /** Of things with serials. */
  readonly serials?: readonly string[] | undefined
}

export interface GoodsReturn {
  readonly lines: readonly ReturnedLine[]
  /** Why. Never personal data. */
  readonly reason: string
  /** Whether others are to come for what was not billed: it is to come again with its order. */
  readonly replace: boolean
  readonly reference?: string | undefined
  readonly at?: Instant | undefined
}

export interface ReturnedGoods {
  readonly returned: ReturnRow
  /** What the supplier is to credit, or to replace. */
  readonly claims: readonly OpenGoodsRow[]
  readonly movement: PostedMovement['movement']
}

/** How a line of a return divides. */
export interface ReturnShare {
  /** Units of which no bill has come, and what less is to be billed. */
  readonly unbilled: number
  readonly lessToBill: Money
  /** Units that were billed, and what is claimed for them. */
  readonly billed: number
  readonly claimed: Money
}

/** Units that were not billed go first. Pure. */
export function returnShare(row: OpenGoodsRow, quantity: number): ReturnShare {
  const unbilled = Math.min(quantity, row.openQuantity)
  const billed = quantity - unbilled
  const zero = Money.zero(row.currency)
  return {
    unbilled,
    lessToBill: unbilled === 0 ? zero : shareOf(openOf(row), row.openQuantity, unbilled),
    billed,
    claimed: billed === 0 ? zero : shareOf(billedCostOf(row), row.billedQuantity, billed),
  }
}

/**
 * Returns goods within the caller's command. Statements: the lines of the deliveries, the locks of orders where goods are to
 * come again, and of what is open, how single things came, those of postMovement, and one each for returns, claims, moves and orders.
 *
 * @throws UNBILLED_UNKNOWN, UNBILLED_NOT_FITTING, UNBILLED_EXCEEDED, PURCHASE_ORDER_NOT_FITTING, RECEIPT_INVALID, and as
 * resolveLines and postMovement
 */
export async function returnGoods(context: CommandContext, wanted: GoodsReturn): Promise<ReturnedGoods> {
  const { store, branch } = context
  const ids = wanted.lines.map((line) => line.receiptLineId)
  const known = await store.find(procurementReceiptLines, { where: { id: { in: ids } }, limit: 'all' })
  const lines = new Map(known.map((line) => [line.id, line]))
  const ordered = wanted.replace ? known.flatMap((line) => line.orderId ?? []) : []
  const orders = await lockOrders(context, ordered, 'receive')
  const held = await lockOpen(context, ids)
  const shares = wanted.lines.map((line, index) => sharedLine(line, index, held, lines))
  const supplierId = oneSupplier(shares.map(({ row }) => row))
  const posted = await outOfStock(context, wanted, supplierId, shares)
  const { movement } = posted
  const returnId = context.newId()
  const booked = { causeId: returnId, businessDate: movement.bookedOn }
  const claims = shares.flatMap(({ row, share, id }) =>
    share.billed === 0
      ? []
      : addOpen(context, {
          ...booked,
          id,
          supplierId,
          kind: 'returned',
          move: 'claimed',
          sourceId: returnId,
          itemId: row.itemId,
          goodsId: row.id,
          description: wanted.reason.slice(0, 200),
          quantity: share.billed,
          amount: share.claimed.negated(),
        }),
  )
  await changeOpen(
    context,
    shares.map(({ row, share }) => ({
      ...booked,
      row,
      kind: 'returned' as const,
      quantity: -share.unbilled,
      amount: share.lessToBill.negated(),
      billedQuantity: -share.billed,
      billedCost: share.claimed.negated(),
      claimedQuantity: share.billed,
    })),
  )
  await waitAgain(context, orders, shares)
  const returned = recordFact(context, procurementReturns, {
    id: returnId,
    branch,
    supplierId,
    movementId: movement.id,
    at: movement.at,
    businessDate: movement.businessDate,
    actor: context.actor,
    reason: wanted.reason,
    reference: wanted.reference ?? null,
    replace: wanted.replace,
    lines: shares.map(({ row, share, id }) => ({
      receiptLineId: row.id,
      quantity: share.unbilled + share.billed,
      unbilled: share.unbilled,
      lessToBill: share.lessToBill.toString(),
      claimId: share.billed === 0 ? null : id,
      claimed: share.claimed.toString(),
    })),
  })
  const { currency } = context.studio
  const claimed = Money.sum(
    currency,
    shares.map(({ share }) => share.claimed),
  ).toString()
  context.emit(goodsReturned, { returnId, supplierId, movementId: movement.id, currency, claimed })
  return { returned, claims, movement }

  function sharedLine(
    given: ReturnedLine,
    index: number,
    rows: ReadonlyMap<string, OpenGoodsRow>,
    receiptLines: ReadonlyMap<string, ReceiptLineRow>,
  ): SharedLine {
    const { receiptLineId, quantity, serials } = given
    const row = heldRow(rows, receiptLineId)
    requireKind(row, ['goods'])
    const receiptLine = receiptLines.get(receiptLineId)
    if (receiptLine === undefined) throw new Error(`goods "${receiptLineId}" are open and were never received`)
    requireUnits(row, quantity, row.openQuantity + row.billedQuantity)
    if (serials !== undefined && serials.length !== quantity) {
      throw ReceiptInvalid.create({
        line: index + 1,
        rule: 'name one serial for each unit',
        value: `${serials.length}`,
      })
    }
    return { given, row, receiptLine, share: returnShare(row, quantity), id: context.newId() }
  }
}

interface SharedLine {
  readonly given: ReturnedLine
  readonly row: OpenGoodsRow
  readonly receiptLine: ReceiptLineRow
  readonly share: ReturnShare
  /** Of the claim, where there is one. */
  readonly id: string
}

function oneSupplier(rows: readonly OpenGoodsRow[]): string | null {
  const [first] = rows
  const supplierId = first?.supplierId ?? null
  for (const row of rows) {
    if (row.supplierId === supplierId) continue
    const rule = `be from supplier ${supplierId ?? 'nobody said'}`
    throw UnbilledNotFitting.create({ openId: row.id, rule, value: row.supplierId ?? 'nobody said' })
  }
  return supplierId
}

/** What goes out is credited at what the supplier asked for it; what it cost otherwise is the studio's. */
async function outOfStock(
  context: CommandContext,
  { reason, reference, at }: GoodsReturn,
  supplierId: string | null,
  shares: readonly SharedLine[],
): Promise<PostedMovement> {
  const worth: Money[] = []
  const asked = shares.flatMap(({ given, share, receiptLine }): AskedLine[] => {
    const { quantity, serials, location = receiptLine.locationId ?? undefined } = given
    const parts = serials ?? [undefined]
    worth.push(...share.lessToBill.plus(share.claimed).split(parts.length))
    return parts.map((serial) => {
      return { item: receiptLine.itemId, quantity: serial === undefined ? quantity : 1, location, serial }
    })
  })
  const lots = shares.flatMap(({ given, receiptLine }) => (given.serials ?? [undefined]).map(() => receiptLine.lotId))
  const resolved = await resolveLines(context, asked, 'out')
  const owners = shares.flatMap((share) => (share.given.serials ?? [undefined]).map(() => share))
  await requireDelivered(
    context,
    resolved.flatMap(({ serialId }, index) => {
      const share = owners[index]
      return share === undefined
        ? []
        : [{ share, serialId, serial: asked[index]?.serial, line: shares.indexOf(share) + 1 }]
    }),
    at,
  )
  const lines = resolved.map((line, index) => {
    const lotId = line.lotId ?? lots[index] ?? undefined
    return { ...line, value: worth[index], lotId }
  })
  const told = { reason, reference, at, supplierId: supplierId ?? undefined }
  return postMovement(context, ownMovement({ kind: 'supplierReturn', lines, ...told }))
}

interface GoingBack {
  readonly share: SharedLine
  readonly serialId: string | undefined
  readonly serial: string | undefined
  /** The place in the return. */
  readonly line: number
}

/**
 * What goes back came with the delivery that it is claimed of: each single thing, and before it went. One statement where things are
 * named or the return is of the past.
 *
 * @throws RECEIPT_INVALID
 */
async function requireDelivered(
  { store, now }: CommandContext,
  going: readonly GoingBack[],
  at: Instant | undefined,
): Promise<void> {
  const isPast = at !== undefined && at < now
  const asked = going.filter(({ serialId }) => isPast || serialId !== undefined)
  if (asked.length === 0) return
  const movementIds = [...new Set(asked.flatMap(({ share }) => targetsOf(share.row)).map((one) => one.movementId))]
  const rows = await store.find(inventoryLines, { where: { movementId: { in: movementIds } }, limit: 'all' })
  const came = new Map(rows.map((row) => [`${row.movementId} ${row.line}`, row]))
  for (const { share, serialId, serial, line } of asked) {
    const own = targetsOf(share.row).flatMap((target) => came.get(`${target.movementId} ${target.line}`) ?? [])
    const late = isPast ? own.find((row) => row.at > at) : undefined
    if (late !== undefined) {
      throw ReceiptInvalid.create({ line, rule: `go back after it came, at ${late.at}`, value: `${at}` })
    }
    if (serialId !== undefined && !own.some((row) => row.serialId === serialId)) {
      throw ReceiptInvalid.create({ line, rule: 'name units that came with it', value: serial ?? serialId })
    }
  }
}

/** What was not billed and is to be replaced comes again with its order. */
async function waitAgain(
  context: CommandContext,
  orders: Awaited<ReturnType<typeof lockOrders>>,
  shares: readonly SharedLine[],
): Promise<void> {
  if (orders.size === 0) return
  const lines = await linesOf(context, [...orders.keys()])
  const back = new Map(
    lines.map((line) => {
      const own = shares.filter(({ receiptLine: of }) => of.orderId === line.orderId && of.orderLine === line.line)
      return [line, own.reduce((sum, { share }) => sum - share.unbilled, 0)]
    }),
  )
  await countReceived(context, orders, lines, back, 'returned')
}
