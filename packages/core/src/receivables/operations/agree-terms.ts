import { z } from 'zod'
import { type Operation, operation } from '../../engine/operation.ts'
import {
  agreeInstalments,
  changeCommitment,
  type Commitment,
  CommitmentCancelled,
  CommitmentUnknown,
  duesOf,
  InstalmentsInvalid,
} from '../../ledger/index.ts'
import type { CommandContext } from '../../engine/context.ts'
import { Money } from '../../values/money.ts'
import { termsAgreed } from '../events.ts'
import { amountText, dateText, idText } from '../shapes.ts'

const schema = z.strictObject({
  orderId: idText,
  /**
   * One due date for all that is outstanding (null: due with the delivery); or dates, over which it is split in equal parts;
   * or dates with amounts that come to what is outstanding.
   */
  terms: z.union([
    z.strictObject({ dueDate: dateText.nullable() }),
    z.strictObject({ dates: z.array(dateText).min(1).max(60) }),
    z.strictObject({
      instalments: z
        .array(z.strictObject({ dueDate: dateText, amount: amountText }))
        .min(1)
        .max(60),
    }),
  ]),
})

export interface AgreePaymentTerms extends z.input<typeof schema> {}

const input: z.ZodType<z.output<typeof schema>, AgreePaymentTerms> = schema

const outputShape = z.object({
  orderId: z.string(),
  currency: z.string(),
  outstanding: z.string(),
  /** What is open, by the day on which it is due; null: on no day yet. */
  dues: z.array(z.object({ dueDate: z.string().nullable(), amount: z.string() })),
})

export interface PaymentTerms extends z.output<typeof outputShape> {}

const output: z.ZodType<PaymentTerms> = outputShape

const errors = [CommitmentUnknown, CommitmentCancelled, InstalmentsInvalid] as const

/** Agrees when what is outstanding of an order is due; replaces what was agreed before. Two statements of its own. */
export const agreeTerms: Operation<'command', AgreePaymentTerms, PaymentTerms, (typeof errors)[number]> = operation({
  name: 'receivables.agreeTerms',
  summary: 'Agrees when the rest of an order is due: on one day, or in instalments.',
  kind: 'command',
  input,
  output,
  errors,
  async run(context, { orderId, terms }) {
    const commitment = await agreed(context, orderId, terms)
    const { customerId, currency, outstanding } = commitment
    const dues = duesOf(commitment)
    const dueDates = dues.flatMap(({ dueDate }) => (dueDate === null ? [] : [dueDate]))
    context.emit(termsAgreed, { orderId, customerId, dueDates })
    return {
      orderId,
      currency,
      outstanding: Money.ofMinor(outstanding, currency).toString(),
      dues: dues.map(({ dueDate, amount }) => ({ dueDate, amount: amount.toString() })),
    }
  },
})

function agreed(context: CommandContext, orderId: string, terms: AgreePaymentTerms['terms']): Promise<Commitment> {
  if ('dueDate' in terms) return changeCommitment(context, orderId, { dueDate: terms.dueDate })
  if ('dates' in terms) return agreeInstalments(context, orderId, terms.dates)
  const { currency } = context.studio
  const instalments = terms.instalments.map(({ dueDate, amount }) => ({ dueDate, amount: Money.of(amount, currency) }))
  return agreeInstalments(context, orderId, instalments)
}
