/** Holds what stands on the account GoodsReceived, and changes it. Everything that receives, bills, returns or credits goes through here. */
import type { CommandContext } from '../engine/context.ts'
import { recordFact } from '../ledger/index.ts'
import type { CalendarDate } from '../values/calendar-date.ts'
import { Money } from '../values/money.ts'
import { UnbilledExceeded, UnbilledNotFitting, UnbilledUnknown } from './errors.ts'
import { type OpenGoodsRow, procurementMoves, procurementOpen } from './tables.ts'

/** goods and charge: a bill is to come. returned and overbilled: claims on the supplier. */
export type OpenKind = 'goods' | 'charge' | 'returned' | 'overbilled'

export type MoveKind =
  | 'received'
  | 'charged'
  | 'returned'
  | 'claimed'
  | 'billed'
  | 'corrected'
  | 'overbilled'
  | 'credited'
  | 'replaced'
  | 'voided'

/** A line of stock to which a part of a difference of price goes. */
export interface PriceTarget {
  readonly movementId: string
  readonly line: number
  readonly itemId: string
  readonly locationId: string
  /** A whole number as text: its part of the whole. */
  readonly weight: string
}

export const targetsOf = (row: OpenGoodsRow): readonly PriceTarget[] => row.targets as unknown as readonly PriceTarget[]

export const isClaim = ({ kind }: Pick<OpenGoodsRow, 'kind'>): boolean => kind === 'returned' || kind === 'overbilled'

export const openOf = (row: OpenGoodsRow): Money => Money.ofMinor(row.open, row.currency)
export const billedCostOf = (row: OpenGoodsRow): Money => Money.ofMinor(row.billedCost, row.currency)

/**
 * The rows, locked until the command ends, in the order of their ids: so no two commands wait for each other. One statement,
 * none for none.
 *
 * @throws UNBILLED_UNKNOWN, UNBILLED_NOT_FITTING where one is named twice
 */
export async function lockOpen(
  { store, branch }: CommandContext,
  openIds: readonly string[],
): Promise<ReadonlyMap<string, OpenGoodsRow>> {
  if (openIds.length === 0) return new Map()
  const rows = await store.findForUpdate(procurementOpen, {
    where: { id: { in: openIds } },
    orderBy: ['id'],
    limit: 'all',
  })
  const found = new Map(rows.map((row) => [row.id, row]))
  for (const [index, openId] of openIds.entries()) {
    if (found.get(openId)?.branch !== branch) throw UnbilledUnknown.create({ openId, branch })
    if (openIds.indexOf(openId) !== index) {
      throw UnbilledNotFitting.create({ openId, rule: 'be named once', value: 'named twice' })
    }
  }
  return found
}

/** The row of those that are held. */
export function heldRow(held: ReadonlyMap<string, OpenGoodsRow>, openId: string): OpenGoodsRow {
  const row = held.get(openId)
  if (row === undefined) throw new Error(`"${openId}" is not held`)
  return row
}

/** @throws UNBILLED_NOT_FITTING */
export function requireKind(row: OpenGoodsRow, kinds: readonly OpenKind[]): void {
  if (kinds.some((one) => one === row.kind)) return
  throw UnbilledNotFitting.create({ openId: row.id, rule: `be ${kinds.join(' or ')}`, value: row.kind })
}

/** @throws UNBILLED_NOT_FITTING */
export function requireFrom(row: OpenGoodsRow, supplierId: string | null): void {
  if (row.supplierId === null || row.supplierId === supplierId) return
  const rule = supplierId === null ? 'be from nobody in particular' : `be from supplier ${supplierId}`
  throw UnbilledNotFitting.create({ openId: row.id, rule, value: row.supplierId })
}

/** @throws UNBILLED_EXCEEDED */
export function requireUnits(row: OpenGoodsRow, quantity: number, open: number): void {
  if (quantity > open) throw UnbilledExceeded.create({ openId: row.id, quantity, open })
}

/** What brings a change about. */
export interface Cause {
  /** The receipt, the return, or the document of the payables. */
  readonly causeId: string
  /** The day of its entry in the books. */
  readonly businessDate: CalendarDate
}

export interface NewOpen extends Cause {
  readonly id: string
  readonly supplierId: string | null
  readonly kind: OpenKind
  readonly move: MoveKind
  readonly sourceId: string
  readonly itemId: string | null
  readonly goodsId?: string | undefined
  readonly description?: string | undefined
  readonly quantity: number
  /** Below zero of a claim. */
  readonly amount: Money
  readonly targets?: readonly PriceTarget[]
  /** Goods that replace others are billed already: nothing of them is open. */
  readonly settled?: boolean | undefined
}

/** Keeps something new that stands on the account. No statement of its own beside the inserts. */
export function addOpen(context: CommandContext, draft: NewOpen): OpenGoodsRow {
  const { store, branch } = context
  const { id, supplierId, kind, sourceId, itemId, goodsId, description, businessDate, quantity, amount } = draft
  const { targets = [], settled = false } = draft
  const row = store.insert(procurementOpen, {
    id,
    branch,
    supplierId,
    kind,
    sourceId,
    itemId,
    goodsId: goodsId ?? null,
    description: description ?? null,
    businessDate,
    quantity,
    openQuantity: settled ? 0 : quantity,
    currency: amount.currency,
    open: settled ? 0n : amount.minor,
    billedQuantity: settled ? quantity : 0,
    billedCost: settled ? amount.minor : 0n,
    claimedQuantity: 0,
    pending: settled ? 0 : 1,
    targets: targets.map((target) => ({ ...target })),
  })
  keepMove(context, row, draft.move, quantity, amount, draft)
  if (settled) keepMove(context, row, 'replaced', -quantity, amount.negated(), draft)
  return row
}

/** What something does to a row that is held. */
export interface OpenChange extends Cause {
  readonly row: OpenGoodsRow
  readonly kind: MoveKind
  /** Units more that are open. */
  readonly quantity: number
  /** More that is owed. */
  readonly amount: Money
  readonly billedQuantity?: number
  readonly billedCost?: Money
  readonly claimedQuantity?: number
}

const counters = ['openQuantity', 'open', 'billedQuantity', 'billedCost', 'claimedQuantity', 'pending'] as const

/** Applies changes to rows that are held, and keeps each as a move. One statement for any number, and one insert. */
export async function changeOpen(context: CommandContext, changes: readonly OpenChange[]): Promise<void> {
  const sums = new Map<string, OpenGoodsRow>()
  for (const change of changes) {
    const { row, kind, quantity, amount, billedQuantity = 0, billedCost, claimedQuantity = 0 } = change
    const none = { openQuantity: 0, open: 0n, billedQuantity: 0, billedCost: 0n, claimedQuantity: 0, pending: 0 }
    const sum = sums.get(row.id) ?? { ...row, ...none }
    sums.set(row.id, {
      ...sum,
      openQuantity: sum.openQuantity + quantity,
      open: sum.open + amount.minor,
      billedQuantity: sum.billedQuantity + billedQuantity,
      billedCost: sum.billedCost + (billedCost?.minor ?? 0n),
      claimedQuantity: sum.claimedQuantity + claimedQuantity,
    })
    keepMove(context, row, kind, quantity, amount, change)
  }
  const before = new Map(changes.map(({ row }) => [row.id, row]))
  const rows = [...sums.values()].map((sum) => {
    const row = heldRow(before, sum.id)
    const left = row.openQuantity + sum.openQuantity
    const open = row.open + sum.open
    if (left < 0 || (left === 0 && open !== 0n) || (isClaim(row) ? open > 0n : open < 0n)) {
      throw new Error(`of ${row.id} ${left} units would be open at ${open} minor units`)
    }
    return { ...sum, pending: (left > 0 ? 1 : 0) - row.pending }
  })
  rows.sort((a, b) => (a.id < b.id ? -1 : 1))
  await context.store.accumulate(procurementOpen, rows, counters)
}

function keepMove(
  context: CommandContext,
  row: OpenGoodsRow,
  kind: MoveKind,
  quantity: number,
  amount: Money,
  { causeId, businessDate }: Cause,
): void {
  const { branch, supplierId, id: openId, currency } = row
  recordFact(context, procurementMoves, {
    id: context.newId(),
    branch,
    supplierId,
    openId,
    openKind: row.kind,
    kind,
    businessDate,
    at: context.now,
    // Minus nothing is nothing.
    quantity: quantity === 0 ? 0 : quantity,
    currency,
    amount: amount.minor,
    causeId,
  })
}
