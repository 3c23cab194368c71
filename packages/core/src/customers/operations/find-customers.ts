/** Finds customers by what somebody remembers of them. */
import { z } from 'zod'
import type { QueryContext } from '../../engine/context.ts'
import { CustomFieldUnknown, customColumn, customValues } from '../../engine/custom-field.ts'
import { operation } from '../../engine/operation.ts'
import { type Filter, present } from '../../storage/filter.ts'
import { customerOutput, presentCustomer } from '../customer.ts'
import { searchCustomers } from '../search-customers.ts'
import { isSearchable, phoneQuery, type TermQuery, tagQuery, textQuery } from '../search-query.ts'
import { type CustomerRow, customers, longestPlace } from '../tables.ts'

const place = z.string().trim().normalize('NFC').min(1).max(longestPlace).optional()

const inputSchema = z.strictObject({
  /** A part of the name, its pinyin (also misheard: `zangsan` finds 张三) or initials, of a phone, or of a number of the customer. */
  text: z.string().max(100).refine(isSearchable, 'must hold a letter or a digit').optional(),
  /** At least three digits in a row of a phone number. */
  phone: z
    .string()
    .max(40)
    .refine((phone) => phone.replace(/\D/g, '').length >= 3, 'must hold at least 3 digits')
    .optional(),
  tag: z.string().trim().normalize('NFC').min(1).max(40).optional(),
  region: z.strictObject({ province: place, city: place, district: place }).optional(),
  householdId: z.string().min(1).max(64).optional(),
  /** Custom fields that must be equal; null finds those without a value. */
  custom: customValues.optional(),
  limit: z.int().min(1).max(100).default(20),
  cursor: z.string().max(2000).optional(),
})

const hitSchema = z.object({
  customer: customerOutput,
  /** How well text, phone or tag was hit; null where none was given. */
  match: z.enum(['exact', 'prefix', 'substring', 'sound']).nullable(),
})

const outputSchema = z.object({ items: z.array(hitSchema), next: z.string().nullable() })

export interface FindCustomers extends z.input<typeof inputSchema> {}
export interface FoundCustomer extends z.output<typeof hitSchema> {}
/** Hits, best first. A page may be short although more follow: go on while `next` is not null. */
export interface FoundCustomers extends z.output<typeof outputSchema> {}

const input: z.ZodType<z.output<typeof inputSchema>, FindCustomers> = inputSchema
const output: z.ZodType<FoundCustomers> = outputSchema

export const findCustomers = operation({
  name: 'customers.find',
  summary: 'Finds customers by name, pinyin, phone, number, tag, region, household and custom fields; best hits first.',
  kind: 'query',
  input,
  output,
  errors: [CustomFieldUnknown],
  async run(context, { text, phone, tag, region, householdId, custom, limit, cursor }): Promise<FoundCustomers> {
    const where: Filter<CustomerRow> = {
      ...present({ ...region, householdId }),
      ...customFilter(context, custom),
    }
    const [query, ...also] = [phone && phoneQuery(phone), text && textQuery(text), tag && tagQuery(tag)].filter(
      (one): one is TermQuery => typeof one === 'object',
    )
    if (query !== undefined) {
      const { hits, next } = await searchCustomers(context, { query, also, where, limit, cursor })
      return { items: hits.map(({ row, match }) => ({ customer: presentCustomer(context, row), match })), next }
    }
    // Terms lead to nobody who was merged; the rows themselves do.
    const page = await context.store.page(customers, {
      where: { ...where, mergedIntoId: null },
      orderBy: ['-id'],
      limit,
      cursor,
    })
    return {
      items: page.items.map((row) => ({ customer: presentCustomer(context, row), match: null })),
      next: page.next,
    }
  },
})

/** Custom fields as conditions on their columns. */
function customFilter(context: QueryContext, custom: z.output<typeof customValues> | undefined): Filter<CustomerRow> {
  const fields = context.customFields(customers)
  const columns = fields.toColumns(custom)
  for (const name of Object.keys(custom ?? {})) {
    if (!Object.hasOwn(columns, customColumn(name)))
      throw CustomFieldUnknown.create({ table: customers.name, field: name, known: [] })
  }
  return columns as Filter<CustomerRow>
}
