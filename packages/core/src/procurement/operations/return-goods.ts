import { z } from 'zod'
import { type Operation, operation } from '../../engine/operation.ts'
import { type MovementRefusal, movementRefusals } from '../../inventory/index.ts'
import {
  PurchaseOrderNotFitting,
  PurchaseOrderUnknown,
  ReceiptInvalid,
  UnbilledExceeded,
  UnbilledNotFitting,
  UnbilledUnknown,
} from '../errors.ts'
import { presentReturn, returnSchema, type SupplierReturn } from '../present-goods.ts'
import { returnGoods as send } from '../return-goods.ts'
import { idText, instantText, reasonText, referenceText, units } from '../shapes.ts'

const schema = z.strictObject({
  lines: z
    .array(
      z.strictObject({
        /** The line of the delivery that the goods came with. */
        receiptLineId: idText,
        quantity: units,
        /** The code or id of the location where they lie; where they were put unless told. */
        location: idText.optional(),
        /** Of items that have serials: one for each unit. */
        serials: z.array(z.string().min(1).max(80)).max(500).optional(),
      }),
    )
    .min(1)
    .max(200),
  /** Never personal data. */
  reason: reasonText,
  /** Others are to come for what was not billed, with the same order. What was billed is claimed: credit or other goods settle it. */
  replace: z.boolean().default(false),
  reference: referenceText.optional(),
  /** When they left; now unless told. Another day than today needs the permission inventory.backdate. */
  at: instantText.optional(),
})

export interface ReturnPurchase extends z.input<typeof schema> {}

const input: z.ZodType<z.output<typeof schema>, ReturnPurchase> = schema

const own = [
  PurchaseOrderUnknown,
  PurchaseOrderNotFitting,
  ReceiptInvalid,
  UnbilledUnknown,
  UnbilledNotFitting,
  UnbilledExceeded,
] as const

/** Sends goods back. What was not billed is not to be billed any more; for what was, the supplier owes credit or other goods. */
export const returnGoods: Operation<'command', ReturnPurchase, SupplierReturn, MovementRefusal | (typeof own)[number]> =
  operation({
    name: 'procurement.returnGoods',
    summary: 'Sends goods back to their supplier.',
    kind: 'command',
    input,
    output: returnSchema,
    errors: [...movementRefusals, ...own],
    async run(context, given) {
      return presentReturn((await send(context, given)).returned)
    },
  })
