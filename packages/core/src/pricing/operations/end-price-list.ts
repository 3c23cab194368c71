/** Ends a price list. */
import { z } from 'zod'
import { operation } from '../../engine/operation.ts'
import { PriceListUnknown } from '../errors.ts'
import { presentPriceList, priceListOutput, type SavedPriceList } from '../present-rule.ts'
import { knownLists } from '../read-rules.ts'
import { lockRules } from '../rule-book.ts'
import { endRule } from '../save-rule.ts'

const inputSchema = z.strictObject({ list: z.string().min(1).max(60) })

export interface EndPriceList extends z.input<typeof inputSchema> {}

const input: z.ZodType<z.output<typeof inputSchema>, EndPriceList> = inputSchema

export const endPriceList = operation({
  name: 'pricing.endPriceList',
  summary: 'Ends a price list: no order is priced by it from now on. Saving it again takes it back.',
  kind: 'command',
  input,
  output: priceListOutput,
  errors: [PriceListUnknown],
  async run(context, { list }): Promise<SavedPriceList> {
    await lockRules(context)
    const row = await endRule(context, 'priceList', list)
    if (row === undefined) throw PriceListUnknown.create({ list, known: await knownLists(context) })
    return presentPriceList(row)
  },
})
