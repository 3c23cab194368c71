/** Money taken together with an order. */
import { z } from 'zod'
import { currencyText, paymentLegsSchema, paymentPurposeSchema, tillText } from '../ledger/index.ts'

export const paymentInput = z.strictObject({
  /** How it is paid, split as the customer likes. */
  legs: paymentLegsSchema,
  /** The currency that the caller believes in; refused where it is not the order's. */
  currency: currencyText.optional(),
  purpose: paymentPurposeSchema.optional(),
  /** The till at which it is paid; the branch's own unless told. */
  till: tillText.optional(),
  /** Stands on the receipt; never personal data. */
  note: z.string().max(500).optional(),
})
