/** Ends a table of prices: it holds for no selection from now on. */
import { z } from 'zod'
import { operation } from '../../engine/operation.ts'
import { PriceTableUnknown } from '../errors.ts'
import { keepPriceTable, lockPriceTables } from '../price-book.ts'
import { presentTable, type SavedPriceTable, savedTableSchema } from '../present-table.ts'
import { selectionPriceTables } from '../tables.ts'

const inputSchema = z.strictObject({ code: z.string().min(1).max(60) })

export interface EndPriceTable extends z.input<typeof inputSchema> {}

const input: z.ZodType<z.output<typeof inputSchema>, EndPriceTable> = inputSchema
const output: z.ZodType<SavedPriceTable> = savedTableSchema

export const endPriceTable = operation({
  name: 'selection.endPriceTable',
  summary: 'Ends a table of prices; what was sold by it keeps its price.',
  kind: 'command',
  input,
  output,
  errors: [PriceTableUnknown],
  async run(context, { code }) {
    await lockPriceTables(context)
    const standing = await context.store.get(selectionPriceTables, code)
    if (standing === undefined) {
      const rows = await context.store.find(selectionPriceTables, { orderBy: ['code'], limit: 100 })
      throw PriceTableUnknown.create({ table: code, known: rows.map((row) => row.code) })
    }
    if (!standing.active) return presentTable(standing)
    const row = await context.store.update(selectionPriceTables, standing, {
      tableVersion: standing.tableVersion + 1,
      active: false,
    })
    await keepPriceTable(context, row)
    return presentTable(row)
  },
})
