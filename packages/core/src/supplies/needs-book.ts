/** What all items need in one document, kept in memory like settings: a sale costs no statement where nothing is needed. */
import { z } from 'zod'
import type { CommandContext } from '../engine/context.ts'
import { changeDocument } from '../engine/house/index.ts'
import type { SettingsOf } from '../engine/settings.ts'
import { type ItemNeed, itemNeedSchema } from './item-needs.ts'
import { suppliesItemNeeds } from './tables.ts'

export interface NeedsBook {
  /** Whether anything was ever needed: where not, no line has needs. */
  readonly used: boolean
  /** By the id of the item of the catalogue. */
  readonly items: Readonly<Record<string, { readonly version: number; readonly needs: readonly ItemNeed[] }>>
}

const bookSchema = z.object({
  used: z.boolean().default(false),
  items: z.record(z.string(), z.object({ version: z.int(), needs: z.array(itemNeedSchema) })).default({}),
})

export const needsBook: SettingsOf<NeedsBook> = { name: 'supplies.book', settings: bookSchema }

/** The most items of the catalogue that may need something. */
export const mostItems = 2000

/** One change of needs at a time. */
export async function lockNeeds(context: CommandContext): Promise<void> {
  await context.store.lock(['supplies.needs'])
}

/** Writes the document anew. Call it under the lock of {@link lockNeeds}, after the rows are written. */
export async function rewriteBook(context: CommandContext): Promise<void> {
  const rows = await context.store.find(suppliesItemNeeds, { orderBy: ['code'], limit: 'all' })
  const needed = rows.map((row) => ({ ...row, needs: row.needs as unknown as readonly ItemNeed[] }))
  await changeDocument(context, needsBook, {
    used: true,
    items: Object.fromEntries(
      needed
        .filter(({ needs }) => needs.length > 0)
        .map(({ soldItemId, needsVersion, needs }) => [soldItemId, { version: needsVersion, needs }]),
    ),
  })
}
