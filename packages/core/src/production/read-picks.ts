/** What customers picked of lines: the images to retouch, and the spreads to design. */
import type { CommandContext, QueryContext } from '../engine/context.ts'
import { type Content, retouchedImages, selectionImages, selectionSelections } from '../selection/index.ts'
import { RoundImageUnknown } from './errors.ts'

export interface Picks {
  readonly imageIds: readonly string[]
  readonly spreads: number
}

/** Of every line that has confirmed selections. One statement. */
export async function readPicks(
  context: QueryContext | CommandContext,
  lineIds: readonly string[],
): Promise<ReadonlyMap<string, Picks>> {
  const rows = await context.store.find(selectionSelections, {
    where: { lineId: { in: lineIds }, state: 'confirmed' },
    orderBy: ['lineId', 'number'],
    limit: 'all',
  })
  const picks = new Map<string, Picks>()
  for (const { lineId, content: kept, retouchPlaced } of rows) {
    const content = kept as unknown as Content
    const before = picks.get(lineId) ?? { imageIds: [], spreads: 0 }
    picks.set(lineId, {
      imageIds: [...new Set([...before.imageIds, ...retouchedImages(content, retouchPlaced)])],
      spreads: before.spreads + content.products.reduce((sum, { spreads }) => sum + spreads, 0),
    })
  }
  return picks
}

/**
 * Images that somebody named are of the order. One statement; none where none are named.
 *
 * @throws ROUND_IMAGE_UNKNOWN
 */
export async function requireImagesOf(
  context: CommandContext,
  named: readonly { readonly orderId: string; readonly imageIds: readonly string[] }[],
): Promise<void> {
  const wanted = named.flatMap(({ orderId, imageIds }) => imageIds.map((imageId) => ({ orderId, imageId })))
  if (wanted.length === 0) return
  const rows = await context.store.find(selectionImages, {
    where: { id: { in: [...new Set(wanted.map(({ imageId }) => imageId))] } },
    limit: 'all',
  })
  const orderOf = new Map(rows.map(({ id, orderId }) => [id, orderId]))
  const unknown = wanted.filter(({ orderId, imageId }) => orderOf.get(imageId) !== orderId)
  if (unknown.length > 0) throw RoundImageUnknown.create({ imageIds: unknown.map(({ imageId }) => imageId) })
}
