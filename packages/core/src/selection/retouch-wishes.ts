/** What is wished for when images are retouched. */
import { z } from 'zod'
import type { CommandContext, QueryContext } from '../engine/context.ts'
import { retouchedImages } from './content.ts'
import { contentOf } from './hold-selection.ts'
import { type SelectionRow, selectionSelections, selectionWishes, type WishRow } from './tables.ts'

export const wishSchema = z.object({
  imageId: z.string(),
  text: z.string().nullable(),
  flags: z.array(z.string()),
  wishedBy: z.string(),
  wishedAt: z.string(),
})

/** A wish about an image. */
export interface RetouchWish extends z.output<typeof wishSchema> {}

export const presentWish = ({ imageId, text, flags, wishedBy, wishedAt }: WishRow): RetouchWish => ({
  imageId,
  text,
  flags: flags as string[],
  wishedBy,
  wishedAt,
})

/** The images of a selection that are retouched. */
export const retouchedOf = (row: SelectionRow): string[] => retouchedImages(contentOf(row), row.retouchPlaced)

/**
 * The wishes about lines of orders, by line: those about images that are still retouched, of every selection of the line, in the
 * order in which the images were picked. Two statements for any number of lines.
 */
export async function readRetouchWishes(
  { store }: Pick<QueryContext | CommandContext, 'store'>,
  lineIds: readonly string[],
): Promise<ReadonlyMap<string, readonly RetouchWish[]>> {
  const selections = await store.find(selectionSelections, {
    where: { lineId: { in: lineIds } },
    orderBy: ['lineId', 'number'],
    limit: 'all',
  })
  const ids = selections.map(({ id }) => id)
  const rows = await store.find(selectionWishes, { where: { selectionId: { in: ids } }, limit: 'all' })
  const wishes = new Map<string, RetouchWish[]>()
  for (const selection of selections) {
    const of = new Map(rows.filter(({ selectionId }) => selectionId === selection.id).map((row) => [row.imageId, row]))
    const standing = retouchedOf(selection).flatMap((imageId) => of.get(imageId) ?? [])
    wishes.set(selection.lineId, [...(wishes.get(selection.lineId) ?? []), ...standing.map(presentWish)])
  }
  return wishes
}
