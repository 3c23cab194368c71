import { z } from 'zod'
import { type Operation, operation } from '../../engine/operation.ts'
import { present } from '../../storage/filter.ts'
import { type ExchangeRate, exchangeRateSchema, presentRate } from '../present-rate.ts'
import { foreignCurrencyText } from '../shapes.ts'
import { currencyRates } from '../tables.ts'

const schema = z.strictObject({
  currency: foreignCurrencyText.optional(),
  /** 1 to 200; 50 unless told. `next` says whether there is more. */
  limit: z.int().min(1).max(200).default(50),
  /** The `next` of the page before. */
  cursor: z.string().max(2000).optional(),
})

export interface ListRates extends z.input<typeof schema> {}

const input: z.ZodType<z.output<typeof schema>, ListRates> = schema

export interface ExchangeRates {
  /** The latest first. */
  readonly items: ExchangeRate[]
  readonly next: string | null
}

const output: z.ZodType<ExchangeRates> = z.object({ items: z.array(exchangeRateSchema), next: z.string().nullable() })

/** Every rate that was ever set, with who set it. One statement. */
export const rates: Operation<'query', ListRates, ExchangeRates, never> = operation({
  name: 'currency.rates',
  summary: 'Lists the exchange rates that were set, the latest first.',
  kind: 'query',
  input,
  output,
  async run({ store }, { currency, limit, cursor }) {
    const page = await store.page(currencyRates, {
      where: present({ base: currency }),
      orderBy: ['-validOn', 'base', '-revision'],
      limit,
      cursor,
    })
    return { items: page.items.map(presentRate), next: page.next }
  },
})
