import { z } from 'zod'
import { type Operation, operation } from '../../engine/operation.ts'
import { correctionsSchema, readCorrections } from '../corrections.ts'
import { ReceiptUnknown } from '../errors.ts'
import { presentReceipt, type Receipt, receiptSchema } from '../receipt.ts'
import { receivedLegs } from '../received-legs.ts'
import { leftOf, type RefundableForeign, refundableLegs } from '../refund-plan.ts'
import { idText } from '../shapes.ts'
import { ledgerEntries, ledgerRefunds } from '../tables.ts'

const schema = z
  .strictObject({ receiptId: idText.optional(), number: z.string().min(1).max(80).optional() })
  .refine(
    (given) => (given.receiptId === undefined) !== (given.number === undefined),
    'must have a receiptId or a number, not both',
  )

export interface ReadReceipt extends z.input<typeof schema> {}

const input: z.ZodType<z.output<typeof schema>, ReadReceipt> = schema

const outputShape = z.object({
  receipt: receiptSchema,
  /** What was given back of each leg, and what is left. Empty for a refund: it cannot be refunded. */
  refunds: z.array(
    z.object({
      leg: z.int(),
      refunded: z.string(),
      left: z.string(),
      /** The same in the currency of the leg, where it was paid in foreign money. */
      foreign: z.object({ currency: z.string(), refunded: z.string(), left: z.string() }).optional(),
    }),
  ),
  /** The entry that voided it. */
  voidedBy: z.string().nullable(),
  /** Everything that corrects it: refunds, the void, manual entries. */
  corrections: correctionsSchema,
})

export interface ReceiptWithRefunds extends z.output<typeof outputShape> {
  receipt: Receipt
}

const output: z.ZodType<ReceiptWithRefunds> = outputShape

/** One receipt, to be shown or printed again. Three statements; two for money that went out. */
export const receipt: Operation<'query', ReadReceipt, ReceiptWithRefunds, typeof ReceiptUnknown> = operation({
  name: 'ledger.receipt',
  summary: 'Answers one receipt, by id or number, with what is left to refund of it.',
  kind: 'query',
  input,
  output,
  errors: [ReceiptUnknown],
  async run(context, { receiptId, number }) {
    const where = receiptId === undefined ? { number: number ?? '' } : { id: receiptId, number: { ne: null } }
    const [entry] = await context.store.find(ledgerEntries, { where, limit: 1 })
    if (entry === undefined) throw ReceiptUnknown.create({ receipt: receiptId ?? number ?? '' })
    const shown = presentReceipt(entry)
    const corrections = (await readCorrections(context.store, [entry.id]))(entry.id)
    if (entry.kind !== 'receipt') return { receipt: shown, refunds: [], voidedBy: null, corrections }
    const given = await context.store.find(ledgerRefunds, { where: { receiptId: entry.id }, limit: 'all' })
    const refunds = refundableLegs(receivedLegs(entry), given).map((leg) => ({
      leg: leg.leg,
      refunded: leg.refunded.toString(),
      left: leftOf(leg).toString(),
      ...(leg.foreign === undefined ? {} : { foreign: foreignLeft(leg.foreign) }),
    }))
    const voided = corrections.find(({ kind }) => kind === 'void')
    return { receipt: shown, refunds, voidedBy: voided?.id ?? null, corrections }
  },
})

const foreignLeft = ({ amount, refunded }: RefundableForeign) => ({
  currency: amount.currency,
  refunded: refunded.toString(),
  left: amount.minus(refunded).toString(),
})
