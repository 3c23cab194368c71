/** The lines of an entry that was posted, as lines that can be posted again. */
import type { CommandContext } from '../engine/context.ts'
import { Money } from '../values/money.ts'
import type { Line } from './balanced-entry.ts'
import { ledgerLines } from './tables.ts'

/** In their order, with all their dimensions but the shift, which is that of the new entry. One statement. */
export async function postedLines(context: CommandContext, entryId: string): Promise<readonly Line[]> {
  const rows = await context.store.find(ledgerLines, { where: { entryId }, orderBy: ['line'], limit: 'all' })
  return rows.map(
    (row): Line => ({
      account: row.account,
      side: row.debit > 0n ? 'debit' : 'credit',
      amount: Money.ofMinor(row.debit + row.credit, row.currency),
      orderId: row.orderId,
      customerId: row.customerId,
      method: row.method,
      leg: row.leg,
      category: row.category,
      shootType: row.shootType,
      staff: row.staff,
      till: row.till,
    }),
  )
}
