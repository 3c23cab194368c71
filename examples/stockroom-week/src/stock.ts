/** What lies in stock and what the books say, held against what was worked out by hand. */
import type { StudioAtWork } from './studio.ts'

/** What of an item the main branch has, and what that is worth. */
export async function stockIs(
  { checks, manager }: StudioAtWork,
  item: string,
  quantity: number,
  value: string,
): Promise<void> {
  const { branches } = await manager.inventory.item({ item })
  const main = branches.find(({ branch }) => branch === 'main')
  checks.is(`in stock of ${item}`, `${main?.quantity} worth ${main?.value}`, `${quantity} worth ${value}`)
}

/** The balance of an account over both branches. Assets and expenses are above zero. */
export async function balanceIs({ checks, manager }: StudioAtWork, account: string, amount: string): Promise<void> {
  const { balance } = await manager.ledger.accountBalance({ account })
  checks.is(account, balance, amount)
}

/** What an order has cost so far. */
export async function costOfOrderIs(
  { checks, books }: StudioAtWork,
  name: string,
  orderId: string,
  amount: string,
): Promise<void> {
  const { costs } = await books.statements.orderMargin({ orderId })
  checks.is(`what ${name} cost`, costs.amount, amount)
}
