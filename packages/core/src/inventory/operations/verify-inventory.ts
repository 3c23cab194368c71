import { z } from 'zod'
import { type Operation, operation } from '../../engine/operation.ts'
import { readTotals } from '../../ledger/index.ts'
import type { ScopedReads } from '../../storage/scoped-reads.ts'
import { Money } from '../../values/money.ts'
import { StockItemUnknown } from '../errors.ts'
import { type ItemGaps, itemGaps } from '../projection-differences.ts'
import { requireItems } from '../read-items.ts'
import { movedItems, rebuildItem } from '../rebuild.ts'
import { idText } from '../shapes.ts'

const schema = z.strictObject({
  branch: idText.optional(),
  /** Codes or ids; all items that ever moved in the branch unless told. */
  items: z.array(idText).min(1).max(1000).optional(),
})

export interface VerifyInventory extends z.input<typeof schema> {}

const input: z.ZodType<z.output<typeof schema>, VerifyInventory> = schema

const cells = z.record(z.string(), z.union([z.string(), z.number(), z.null()]))

const outputShape = z.object({
  branch: z.string(),
  /** How many were looked at. */
  items: z.int(),
  /** Whether all that is kept beside the movements follows from them, and the books agree. */
  intact: z.boolean(),
  /** What does not: the first hundred rows. Values are minor units. */
  differing: z.array(z.object({ item: z.string(), table: z.string(), key: cells, is: cells, should: cells })),
  /** Where all items were looked at: accounts of stock whose balance is not what the stock is worth. */
  accounts: z.array(z.object({ account: z.string(), stock: z.string(), books: z.string() })),
})

export interface InventoryVerified extends z.output<typeof outputShape> {}

const output: z.ZodType<InventoryVerified> = outputShape

const mostNamed = 100

type Differing = InventoryVerified['differing'][number]

/** Adds all movements of the branch up and holds against them what is kept beside them. Costs by movements: for audits, not for screens. */
export const verify: Operation<'query', VerifyInventory, InventoryVerified, typeof StockItemUnknown> = operation({
  name: 'inventory.verify',
  summary: 'Tells whether stock, values and totals of a branch follow from its movements, and whether the books agree.',
  kind: 'query',
  input,
  output,
  errors: [StockItemUnknown],
  async run(context, { branch = context.branch, items: asked }) {
    const { store, studio } = context
    const { currency } = studio
    // Of a branch out of reach nothing is seen, which is not to say that it is intact.
    context.demand('inventory.verify', branch)
    const items = asked === undefined ? await movedItems(store, branch) : await requireItems(store, asked)
    const differing: Differing[] = []
    const worth = new Map<string, bigint>()
    for (const item of items) {
      const rebuilt = await rebuildItem(store, branch, item)
      differing.push(...named(item.code, await itemGaps(store, branch, rebuilt)))
      worth.set(item.stockAccount, (worth.get(item.stockAccount) ?? 0n) + rebuilt.pool.value)
    }
    const accounts = asked === undefined ? await accountsThatDiffer(store, branch, worth, currency) : []
    return {
      branch,
      items: items.length,
      intact: differing.length === 0 && accounts.length === 0,
      differing: differing.slice(0, mostNamed),
      accounts,
    }
  },
})

const shown = (numbers: object): Record<string, string | number> =>
  Object.fromEntries(
    Object.entries(numbers).map(([name, value]) => [name, typeof value === 'bigint' ? `${value}` : value]),
  )

function named(item: string, { things, ...tables }: ItemGaps): Differing[] {
  const rows = Object.entries(tables).flatMap(([table, gaps]) =>
    gaps.map(({ key, is, should }) => ({ item, table, key: shown(key), is: shown(is), should: shown(should) })),
  )
  const elsewhere = { locationId: null, cost: null }
  const units = things.map(({ row, should }) => ({
    item,
    table: 'things',
    key: { serial: row.serial },
    is: row.status === 'inStock' ? { locationId: row.locationId, cost: `${row.cost}` } : elsewhere,
    should: should === undefined ? elsewhere : { locationId: should.locationId, cost: `${should.cost}` },
  }))
  return [...rows, ...units]
}

async function accountsThatDiffer(
  store: ScopedReads,
  branch: string,
  worth: ReadonlyMap<string, bigint>,
  currency: string,
): Promise<InventoryVerified['accounts']> {
  if (worth.size === 0) return []
  const totals = await readTotals(store, { branches: [branch], accounts: [...worth.keys()], groupBy: ['account'] })
  const books = new Map(totals.map(({ account, debit, credit }) => [account, debit - credit]))
  return [...worth].sort().flatMap(([account, stock]) => {
    const balance = books.get(account) ?? 0n
    if (balance === stock) return []
    return [
      {
        account,
        stock: Money.ofMinor(stock, currency).toString(),
        books: Money.ofMinor(balance, currency).toString(),
      },
    ]
  })
}
