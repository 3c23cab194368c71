/** The shapes that operations of contracts share. */
import { z } from 'zod'
import { customerRoles } from './party.ts'

export const idText = z.string().min(1).max(64)
/** Never personal data: it is kept for good. */
export const reasonText = z.string().trim().min(1).max(500)
export const personName = z.string().trim().normalize('NFC').min(1).max(100)

export const pageMembers = {
  limit: z.int().min(1).max(1000).default(100),
  /** The `next` of the page before. */
  cursor: z.string().max(2000).optional(),
}

/** Who stands beside the customer of the order. */
export const furtherParties = z
  .array(
    z.strictObject({
      role: z.enum(customerRoles),
      name: personName,
      phone: z.string().trim().min(1).max(40).optional(),
    }),
  )
  .max(5)
  .default([])

export const saidSchema = z.object({ zh: z.string(), en: z.string() })

export const differenceSchema = z.object({
  about: z.enum([
    'line',
    'currency',
    'total',
    'discount',
    'order',
    'payments',
    'plan',
    'cancellation',
    'template',
    'studio',
    'productNames',
    'customer',
  ]),
  /** The number of the line; null where it is of none. */
  line: z.int().nullable(),
  /** Whether it makes the contract outdated. */
  outdates: z.boolean(),
  words: saidSchema,
})
