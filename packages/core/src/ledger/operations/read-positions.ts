import { z } from 'zod'
import { impliedRate, lastRate, worthOf } from '../../currency/index.ts'
import { type Operation, operation } from '../../engine/operation.ts'
import { present } from '../../storage/filter.ts'
import { Money } from '../../values/money.ts'
import { ledgerPositions } from '../position-tables.ts'
import { idText } from '../shapes.ts'

const schema = z.strictObject({ branch: idText.optional() })

export interface ReadPositions extends z.input<typeof schema> {}

const input: z.ZodType<z.output<typeof schema>, ReadPositions> = schema

const positionSchema = z.object({
  branch: z.string(),
  currency: z.string(),
  /** What is held, in the foreign currency. */
  held: z.string(),
  /** What that has cost, in the studio's currency. */
  cost: z.string(),
  /** Cost of one unit on average, to nine decimals; null where nothing is held. */
  averageRate: z.string().nullable(),
  /** The last rate that is known, however old, and its day. */
  rate: z.string().nullable(),
  rateOn: z.string().nullable(),
  /** What is held at that rate. */
  worth: z.string().nullable(),
  /** worth − cost: above zero for a gain that was not realised yet. */
  unrealised: z.string().nullable(),
})

/** Foreign money of a branch; amounts but `held` are decimal strings in the studio's currency. */
export interface CurrencyPosition extends z.output<typeof positionSchema> {}

/** What is held of each foreign currency. Statements: the positions, and the last rate of each currency. */
export const positions: Operation<'query', ReadPositions, CurrencyPosition[], never> = operation({
  name: 'ledger.positions',
  summary: 'Answers what the branches hold of foreign currencies, what it has cost and what it is worth.',
  kind: 'query',
  input,
  output: z.array(positionSchema),
  async run(context, { branch }) {
    const { currency: home } = context.studio
    const rows = await context.store.find(ledgerPositions, {
      where: present({ branch }),
      orderBy: ['branch', 'currency'],
      limit: 'all',
    })
    const rates = new Map<string, Awaited<ReturnType<typeof lastRate>>>()
    for (const currency of new Set(rows.map((row) => row.currency))) {
      rates.set(currency, await lastRate(context, currency, context.businessDate))
    }
    return rows.map((row) => {
      const held = Money.ofMinor(row.units, row.currency)
      const cost = Money.ofMinor(row.cost, home)
      const last = rates.get(row.currency)
      const worth = last === undefined ? null : worthOf(held, last.rate, home)
      return {
        branch: row.branch,
        currency: row.currency,
        held: held.toString(),
        cost: cost.toString(),
        averageRate: held.isZero() ? null : impliedRate(held, cost),
        rate: last?.rate ?? null,
        rateOn: last?.validOn ?? null,
        worth: worth?.toString() ?? null,
        unrealised: worth?.minus(cost).toString() ?? null,
      }
    })
  },
})
