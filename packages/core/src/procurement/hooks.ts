/** A bill or credit note that is voided gives back what it billed or credited. */
import type { CommandContext } from '../engine/context.ts'
import { type Hook, on, veto } from '../engine/hook.ts'
import { MovementNotReversible, type Moving, movingStock, stockPosted } from '../inventory/index.ts'
import { type VoidingPayable, voidingPayable } from '../payables/index.ts'
import { Money } from '../values/money.ts'
import { adoptMovement, holdTakenBack } from './adopt-movements.ts'
import { corrected, following } from './bill-goods.ts'
import { bookLoss } from './credit-goods.ts'
import { followGoods } from './follow-goods.ts'
import { freeLabJobs } from './lab-bills.ts'
import { changeOpen, heldRow, isClaim, lockOpen, type OpenChange } from './open-goods.ts'
import { isOwnMovement } from './own-movements.ts'
import { type BillLineRow, type OpenGoodsRow, procurementBillLines, procurementBills } from './tables.ts'

async function giveBack(context: CommandContext, voided: VoidingPayable): Promise<void> {
  const { documentId, kind, supplierId } = voided
  await freeLabJobs(context, documentId)
  const { store, businessDate } = context
  const bill = await store.get(procurementBills, documentId)
  if (bill === undefined) return
  const lines = await store.find(procurementBillLines, { where: { documentId }, orderBy: ['line'], limit: 'all' })
  const ids = [...new Set(lines.flatMap(({ openId, claimId }) => (claimId === null ? [openId] : [openId, claimId])))]
  const held = await lockOpen(context, ids)
  const worth = (minor: bigint) => Money.ofMinor(minor, context.studio.currency)
  const back = lines.map((line) => ({ line, row: heldRow(held, line.openId), difference: worth(-line.difference) }))
  if (kind === 'bill') for (const { line, row } of back) requireUntouched(line, row, held)
  const goods = back.filter(({ row }) => !isClaim(row))
  const posted = await takenBack(context, goods.map(following), supplierId, documentId)
  const losses = back.filter(({ row }) => isClaim(row)).map(({ difference }) => difference)
  await bookLoss(context, Money.sum(context.studio.currency, losses))
  const today = { causeId: documentId, businessDate }
  const onStock = posted === null ? today : { ...today, businessDate: posted.movement.bookedOn }
  const changes = back.flatMap(({ line, row, difference }): OpenChange[] => {
    const own = worth(line.cost - line.overbilledCost)
    const correction = corrected(row, difference, isClaim(row) ? today : onStock)
    const change = { ...today, row, kind: 'voided', quantity: line.quantity } as const
    if (kind === 'creditNote') {
      const less = { ...change, quantity: -line.quantity, amount: own.negated() }
      return [isClaim(row) ? less : { ...less, billedCost: own }, ...correction]
    }
    const claim =
      line.claimId === null
        ? []
        : [
            {
              ...change,
              row: heldRow(held, line.claimId),
              quantity: -line.overbilled,
              amount: worth(line.overbilledCost),
            },
          ]
    const billed = { billedQuantity: -line.quantity, billedCost: own.negated() }
    return [{ ...change, ...billed, amount: own }, ...correction, ...claim]
  })
  await changeOpen(context, changes)
}

async function takenBack(
  context: CommandContext,
  differences: Parameters<typeof followGoods>[1],
  supplierId: string,
  documentId: string,
): ReturnType<typeof followGoods> {
  try {
    return await followGoods(context, differences, { supplierId, reason: `void of ${documentId}` })
  } catch (error) {
    if (MovementNotReversible.is(error)) throw veto(error.message)
    throw error
  }
}

/** Nothing may have followed from a line that is given back. */
function requireUntouched(line: BillLineRow, row: OpenGoodsRow, held: ReadonlyMap<string, OpenGoodsRow>): void {
  if (row.claimedQuantity > 0) {
    throw veto(`Goods of ${row.id} that it bills went back and are claimed; record a credit note instead.`)
  }
  if (line.quantity > row.billedQuantity || line.cost - line.overbilledCost > row.billedCost) {
    throw veto(`What it bills of ${row.id} was credited in part; void the credit note first.`)
  }
  const claim = line.claimId === null ? undefined : heldRow(held, line.claimId)
  if (claim !== undefined && claim.openQuantity !== claim.quantity) {
    throw veto(`What never came of ${row.id} was credited or came since.`)
  }
}

/**
 * What a receipt left to be billed is held before stock is locked, as everything here does that moves stock; what this room
 * received is not taken back past it.
 */
async function holdReversal(context: CommandContext, { draft }: Moving): Promise<void> {
  if (draft.kind !== 'supplierReturn' || isOwnMovement(draft)) return
  await holdTakenBack(context, draft.correctsId ?? null)
}

export const procurementHooks: readonly Hook[] = [
  on(voidingPayable, giveBack),
  on(movingStock, holdReversal),
  on(stockPosted, adoptMovement),
]
