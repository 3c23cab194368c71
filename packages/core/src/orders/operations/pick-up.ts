/** Hands lines over to the customer (取件), which makes them revenue. */
import type { z } from 'zod'
import { operation } from '../../engine/operation.ts'
import {
  ApproverMissing,
  ApproverRefused,
  PaymentExceedsDue,
  PaymentMethodUnknown,
  receiptSchema,
} from '../../ledger/index.ts'
import { CalendarClosed, FlowVersionUnknown } from '../../stages/index.ts'
import { deliverLines } from '../deliver-lines.ts'
import {
  BalanceDue,
  LineHeld,
  LineNotChangeable,
  LineNotReady,
  LinePartInvalid,
  LinesTooMany,
  LineUnknown,
  OrderChanged,
  OrderClosed,
  OrderUnknown,
  ReasonMissing,
  SignatureMissing,
} from '../errors.ts'
import { pickupInput } from '../pickup-input.ts'
import { orderSchema } from '../present-order.ts'
import { pickupSchema } from '../present-pickup.ts'

const outputSchema = orderSchema.extend({ pickup: pickupSchema, receipt: receiptSchema.nullable() })

export interface PickUp extends z.input<typeof pickupInput> {}
/** The order as it then stands, with the slip, and the receipt of what was paid for it. */
export interface PickedUp extends z.output<typeof outputSchema> {}

const input: z.ZodType<z.output<typeof pickupInput>, PickUp> = pickupInput
const output: z.ZodType<PickedUp> = outputSchema

export const pickUp = operation({
  name: 'orders.pickUp',
  summary:
    'Hands lines of an order over, whole or some pieces, takes the balance on request, keeps a slip, and recognises the revenue; refuses what is not ready, and more due than the studio’s rule allows.',
  kind: 'command',
  input,
  output,
  errors: [
    OrderUnknown,
    OrderClosed,
    OrderChanged,
    LineUnknown,
    LineNotChangeable,
    LineHeld,
    LineNotReady,
    LinePartInvalid,
    LinesTooMany,
    BalanceDue,
    ReasonMissing,
    SignatureMissing,
    ApproverMissing,
    ApproverRefused,
    FlowVersionUnknown,
    CalendarClosed,
    PaymentExceedsDue,
    PaymentMethodUnknown,
  ],
  async run(context, wanted) {
    const { order, pickup, receipt } = await deliverLines(context, wanted)
    return { ...order, pickup, receipt }
  },
})
