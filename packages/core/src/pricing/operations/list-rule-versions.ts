/** Lists the versions of a price list or promotion. */
import { z } from 'zod'
import { operation } from '../../engine/operation.ts'
import { pricingRuleVersions } from '../tables.ts'

const inputSchema = z.strictObject({
  kind: z.enum(['priceList', 'promotion']),
  code: z.string().min(1).max(60),
  limit: z.int().min(1).max(200).default(50),
  cursor: z.string().max(2000).optional(),
})

const outputSchema = z.object({
  items: z.array(
    z.object({
      version: z.int(),
      at: z.string(),
      active: z.boolean(),
      /** The rule as it was saved. */
      content: z.json(),
    }),
  ),
  next: z.string().nullable(),
})

export interface ListRuleVersions extends z.input<typeof inputSchema> {}
export interface RuleVersionPage extends z.output<typeof outputSchema> {}

const input: z.ZodType<z.output<typeof inputSchema>, ListRuleVersions> = inputSchema
const output: z.ZodType<RuleVersionPage> = outputSchema

export const listRuleVersions = operation({
  name: 'pricing.ruleVersions',
  summary:
    'Lists the versions of a price list or promotion, the newest first: the steps of a price name the one they went by.',
  kind: 'query',
  input,
  output,
  async run(context, { kind, code, limit, cursor }): Promise<RuleVersionPage> {
    const page = await context.store.page(pricingRuleVersions, {
      where: { kind, code },
      orderBy: ['-ruleVersion'],
      limit,
      cursor,
    })
    const items = page.items.map(({ ruleVersion, at, active, content }) => ({
      version: ruleVersion,
      at,
      active,
      content: content as RuleVersionPage['items'][number]['content'],
    }))
    return { items, next: page.next }
  },
})
