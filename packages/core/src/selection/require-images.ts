/** Images of the order that they are picked in. */
import type { CommandContext, QueryContext } from '../engine/context.ts'
import { ImageUnknown } from './errors.ts'
import { orderNumber } from './hold-selection.ts'
import { type ImageRow, selectionImages } from './tables.ts'

/**
 * Images by their ids, all of one order. One statement.
 *
 * @throws IMAGE_UNKNOWN
 */
export async function requireImages(
  context: QueryContext | CommandContext,
  imageIds: readonly string[],
  orderId: string,
): Promise<ReadonlyMap<string, ImageRow>> {
  const wanted = [...new Set(imageIds)]
  const rows =
    wanted.length === 0
      ? []
      : await context.store.find(selectionImages, {
          where: { id: { in: wanted }, orderId },
          orderBy: ['id'],
          limit: 'all',
        })
  const known = new Map(rows.map((row) => [row.id, row]))
  const missing = wanted.filter((id) => !known.has(id))
  if (missing.length === 0) return known
  throw ImageUnknown.create({ imageIds: missing.slice(0, 10), number: await orderNumber(context, orderId) })
}
