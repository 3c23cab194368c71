/** Hands over in one branch what was sold in another. */
import { z } from 'zod'
import { operation } from '../../engine/operation.ts'
import { receiptSchema } from '../../ledger/index.ts'
import { deliverLines } from '../deliver-lines.ts'
import { pickupInput } from '../pickup-input.ts'
import { orderElsewhereSchema, presentElsewhere } from '../present-elsewhere.ts'
import { pickupSchema } from '../present-pickup.ts'
import { pickUp } from './pick-up.ts'

const outputSchema = z.object({
  order: orderElsewhereSchema,
  pickup: pickupSchema,
  receipt: receiptSchema.nullable(),
})

export interface PickUpElsewhere extends z.input<typeof pickupInput> {}
/** What of the order another branch sees, with the slip and the receipt. */
export interface PickedUpElsewhere extends z.output<typeof outputSchema> {}

const input: z.ZodType<z.output<typeof pickupInput>, PickUpElsewhere> = pickupInput
const output: z.ZodType<PickedUpElsewhere> = outputSchema

export const pickUpElsewhere = operation({
  name: 'orders.pickUpElsewhere',
  summary:
    'Hands lines of an order of another branch over here; the revenue stays with the branch that sold them, money that is taken is in a till of this one.',
  kind: 'command',
  input,
  output,
  errors: pickUp.errors,
  async run(context, wanted) {
    // Whoever hands over here must be somebody who hands over here.
    context.demand('orders.pickUp')
    const { order, pickup, receipt } = await deliverLines(context, wanted)
    return { order: presentElsewhere(order), pickup, receipt }
  },
})
