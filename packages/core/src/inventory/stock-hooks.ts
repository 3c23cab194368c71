/** Keeps the accounts of stock to what stock is worth: nothing else posts to them. */
import type { CommandContext } from '../engine/context.ts'
import { type Hook, on } from '../engine/hook.ts'
import { type Posting, posting } from '../ledger/index.ts'
import { StockAccountKept } from './errors.ts'
import { inTransitAccount } from './movement-accounts.ts'
import { stockAccountLead } from './stock-counterparts.ts'
import { inventoryItems } from './tables.ts'

/** What the kinds of entries of this room begin with. */
const stockKinds = 'stock'

async function keepAccounts({ store }: CommandContext, { kind, lines }: Posting): Promise<void> {
  if (kind.startsWith(stockKinds)) return
  const touched = lines.map((line) => line.account).filter((account) => account.startsWith(stockAccountLead))
  if (touched.length === 0) return
  const [account = ''] = touched
  if (touched.includes(inTransitAccount))
    throw StockAccountKept.create({ account: inTransitAccount, item: 'goods on their way' })
  const where = { stockAccount: { in: [...new Set(touched)] } }
  const [item] = await store.find(inventoryItems, { where, orderBy: ['id'], limit: 1 })
  if (item !== undefined) throw StockAccountKept.create({ account: item.stockAccount ?? account, item: item.code })
}

export const stockHooks: readonly Hook[] = [on(posting, keepAccounts)]
