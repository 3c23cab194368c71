import { z } from 'zod'
import { type Operation, operation } from '../../engine/operation.ts'
import { Money } from '../../values/money.ts'
import { WaiverExceedsLimit, WaiverExceedsReceivable } from '../counter-errors.ts'
import { AmountNotPositive, CommitmentUnknown } from '../errors.ts'
import { type OrderBalance, orderBalanceSchema, presentBalance } from '../present-balance.ts'
import { recordWaiver } from '../record-waiver.ts'
import { amountText, idText } from '../shapes.ts'

const schema = z.strictObject({
  orderId: idText,
  /** All that is owed for what was delivered, unless told. */
  amount: amountText.optional(),
  /** Why. Never personal data: entries cannot be blanked. */
  reason: z.string().min(1).max(500),
})

export interface WaiveRemainder extends z.input<typeof schema> {}

const input: z.ZodType<z.output<typeof schema>, WaiveRemainder> = schema

const errors = [CommitmentUnknown, AmountNotPositive, WaiverExceedsReceivable, WaiverExceedsLimit] as const

/** Lets a small remainder go (抹零), up to the limit that the settings give the actor. */
export const waive: Operation<'command', WaiveRemainder, OrderBalance, (typeof errors)[number]> = operation({
  name: 'ledger.waive',
  summary: 'Waives what a customer still owes for what was delivered, and answers how the order then stands.',
  kind: 'command',
  input,
  output: orderBalanceSchema,
  errors,
  async run(context, { orderId, amount, reason }) {
    const wanted = amount === undefined ? undefined : Money.of(amount, context.studio.currency)
    return presentBalance(await recordWaiver(context, { orderId, amount: wanted, reason }), context.businessDate)
  },
})
