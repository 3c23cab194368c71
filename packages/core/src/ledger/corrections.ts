/** Entries that correct others: refunds, voids, reversals, manual corrections. Nothing is edited; what corrects says what. */
import { z } from 'zod'
import type { ScopedReads } from '../storage/scoped-reads.ts'
import { Money } from '../values/money.ts'
import { ledgerEntries } from './tables.ts'

const schema = z.object({
  id: z.string(),
  /** refund, void, reversal, manual and so on. */
  kind: z.string(),
  /** Of its receipt, where it has one. */
  number: z.string().nullable(),
  /** It may be of a later period than what it corrects. */
  businessDate: z.string(),
  currency: z.string(),
  amount: z.string(),
})

/** An entry that names another as the one that it corrects. */
export interface Correction extends z.output<typeof schema> {}

export const correctionsSchema: z.ZodType<Correction[]> = z.array(schema)

/** What corrects each of these entries, the oldest first, as far as the reader may see it. One statement. */
export async function readCorrections(
  store: ScopedReads,
  ids: readonly string[],
): Promise<(id: string) => Correction[]> {
  const found = await store.find(ledgerEntries, {
    where: { correctsId: { in: ids } },
    orderBy: ['businessDate', 'id'],
    limit: 'all',
  })
  const of = new Map<string, Correction[]>(ids.map((id) => [id, []]))
  for (const { id, kind, number, businessDate, currency, amount, correctsId } of found) {
    const text = Money.ofMinor(amount, currency).toString()
    of.get(correctsId ?? '')?.push({ id, kind, number, businessDate, currency, amount: text })
  }
  return (id) => of.get(id) ?? []
}
