/** The tables of prices of a studio in one document, kept in memory like settings: they cost a confirmation no statement. */
import { z } from 'zod'
import type { CommandContext } from '../engine/context.ts'
import { changeDocument } from '../engine/house/index.ts'
import type { SettingsOf } from '../engine/settings.ts'
import { type KeptPriceTable, type PriceTable, priceTableSchema } from './price-table.ts'
import { priceTableSaved } from './events.ts'
import { type PriceTableRow, selectionPriceTables, selectionPriceVersions } from './tables.ts'

interface PriceBook {
  readonly tables: readonly KeptPriceTable[]
}

export const priceBook: SettingsOf<PriceBook> = {
  name: 'selection.prices',
  settings: z.object({ tables: z.array(priceTableSchema.extend({ version: z.int().min(1) })).default([]) }),
}

/** One change of the tables at a time. */
export async function lockPriceTables(context: CommandContext): Promise<void> {
  await context.store.lock(['selection.prices'])
}

export const contentOf = (row: PriceTableRow): PriceTable => row.content as unknown as PriceTable

/** Keeps the version of a table that was written, tells of it, and writes the document anew. Call it under the lock. */
export async function keepPriceTable(context: CommandContext, row: PriceTableRow): Promise<void> {
  const { code, tableVersion, content, active } = row
  context.store.insert(selectionPriceVersions, {
    code,
    tableVersion,
    content,
    active,
    at: context.now,
    actor: context.actor,
  })
  context.emit(priceTableSaved, { table: code, tableVersion, active })
  const rows = await context.store.find(selectionPriceTables, {
    where: { active: true },
    orderBy: ['code'],
    limit: 'all',
  })
  await changeDocument(context, priceBook, {
    tables: rows.map((one) => ({ ...contentOf(one), version: one.tableVersion })),
  })
}
