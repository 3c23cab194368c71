import { z } from 'zod'
import { type Operation, operation } from '../../engine/operation.ts'
import {
  MovementNotReversible,
  type MovementRefusal,
  MovementUnknown,
  movementRefusals,
} from '../../inventory/index.ts'
import { requireSupplier, SupplierUnknown } from '../../payables/index.ts'
import { Money } from '../../values/money.ts'
import { ReceiptInvalid, DeliveryUnknown } from '../errors.ts'
import { followGoods } from '../follow-goods.ts'
import { addOpen, targetsOf } from '../open-goods.ts'
import { type OpenGoods, openGoodsSchema, presentOpenGoods } from '../present-goods.ts'
import { amountText, idText } from '../shapes.ts'
import { procurementOpen, procurementReceipts } from '../tables.ts'

const schema = z.strictObject({
  /** The delivery that it is for. */
  receiptId: idText,
  /** Who bills it. */
  supplierId: idText,
  /** Freight, customs, insurance. Never personal data. */
  description: z.string().min(1).max(200),
  amount: amountText,
})

export interface AddCharge extends z.input<typeof schema> {}

const input: z.ZodType<z.output<typeof schema>, AddCharge> = schema

const own = [SupplierUnknown, DeliveryUnknown, ReceiptInvalid, MovementUnknown, MovementNotReversible] as const

/** Freight that is known after the goods came: it follows them, to what is in stock and to the cost of what left. */
export const addCharge: Operation<'command', AddCharge, OpenGoods, MovementRefusal | (typeof own)[number]> = operation({
  name: 'procurement.addCharge',
  summary: 'Adds freight and the like to goods that were received.',
  kind: 'command',
  input,
  output: openGoodsSchema,
  errors: [...movementRefusals, ...own],
  async run(context, { receiptId, supplierId, description, amount: given }) {
    const { store, branch } = context
    await requireSupplier(store, supplierId)
    const receipt = await store.get(procurementReceipts, receiptId)
    if (receipt?.branch !== branch) throw DeliveryUnknown.create({ receiptId, branch })
    const amount = Money.of(given, context.studio.currency)
    const refuse = (rule: string, value: string) => ReceiptInvalid.create({ line: 1, rule, value })
    if (!amount.isPositive()) throw refuse('be charged an amount above zero', given)
    const where = { sourceId: receiptId, kind: 'goods' }
    const goods = await store.find(procurementOpen, { where, orderBy: ['id'], limit: 'all' })
    const targets = goods.flatMap(targetsOf)
    if (targets.length === 0) throw refuse('be of goods that were accepted', 'none')
    const told = { supplierId, reference: receipt.deliveryNote ?? undefined, reason: description }
    const posted = await followGoods(context, [{ targets, difference: amount }], told)
    const businessDate = posted?.movement.bookedOn ?? context.businessDate
    const row = addOpen(context, {
      id: context.newId(),
      causeId: receiptId,
      businessDate,
      supplierId,
      kind: 'charge',
      move: 'charged',
      sourceId: receiptId,
      itemId: null,
      description,
      quantity: 1,
      amount,
      targets,
    })
    return presentOpenGoods(row)
  },
})
