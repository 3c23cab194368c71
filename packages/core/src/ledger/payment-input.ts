/** The legs of a payment as inputs take them: for this room, and for rooms above that take a payment with their own work. */
import { z } from 'zod'
import { amountText, currencyText } from './shapes.ts'
import type { PaymentLeg } from './tender.ts'

const legSchema = z.strictObject({
  method: z.string().min(1).max(20),
  currency: currencyText.optional(),
  amount: amountText,
  pays: amountText.optional(),
  rate: amountText.optional(),
  tendered: amountText.optional(),
  changeInCash: z.boolean().optional(),
  code: z
    .string()
    .regex(/^[A-Za-z0-9][A-Za-z0-9 -]{2,38}[A-Za-z0-9]$/, 'must be 4 to 40 letters and digits')
    .optional(),
})

export const paymentLegSchema: z.ZodType<PaymentLeg, PaymentLeg> = legSchema

/** 1 to 10 legs. */
export const paymentLegsSchema: z.ZodType<PaymentLeg[], readonly PaymentLeg[]> = z
  .array(paymentLegSchema)
  .min(1)
  .max(10)

export const paymentPurposeSchema: z.ZodType<'earnest' | 'advance' | 'balance' | 'bond'> = z.enum([
  'earnest',
  'advance',
  'balance',
  'bond',
])
