/** Day totals from nothing: what they are held against, and how they are mended. */
import type { CommandContext } from '../engine/context.ts'
import { addToDayTotals } from './day-totals.ts'
import { holdSealHead } from './seal-entries.ts'
import { ledgerDayTotals, ledgerSeals } from './seal-tables.ts'
import { ledgerLines } from './tables.ts'

const pageSize = 500

/** Adds up the lines of all sealed entries of the session's branch, a page at a time. Answers how many entries there are. */
export async function rebuildDayTotals(context: CommandContext): Promise<number> {
  const { store, branch } = context
  await holdSealHead(context)
  await store.deleteWhere(ledgerDayTotals, { branch })
  for (let last = 0; ; ) {
    const seals = await store.find(ledgerSeals, {
      where: { branch, sequence: { gt: last } },
      orderBy: ['sequence'],
      limit: pageSize,
    })
    const where = { entryId: { in: seals.map((seal) => seal.entryId) } }
    await addToDayTotals(store, await store.find(ledgerLines, { where, limit: 'all' }))
    last = seals.at(-1)?.sequence ?? last
    if (seals.length < pageSize) return last
  }
}
