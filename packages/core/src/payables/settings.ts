/** What a studio decides about its payables. */
import { z } from 'zod'

const limit = z.string().regex(/^\d{1,12}(\.\d{1,4})?$/, 'must be an amount such as 5000 or 0.50')

const schema = z.object({
  /** A bill above this must be approved by a second person before it is paid; null for none. */
  approvalLimit: limit.nullable().default(null),
  /** The most that is written off of one document in all without the permission payables.writeOffMore. */
  writeOffLimit: limit.default('1'),
  /** Whether VAT on bills is kept apart (account InputVAT) to be deducted. Otherwise it is a part of the cost. */
  inputVat: z.boolean().default(false),
  /** Days until a bill is due, for suppliers without terms of their own. */
  termsDays: z.int().min(0).max(365).default(30),
})

export interface PayablesSettings extends z.output<typeof schema> {}

export const payablesSettings: { readonly name: 'payables'; readonly settings: z.ZodType<PayablesSettings> } = {
  name: 'payables',
  settings: schema,
}
