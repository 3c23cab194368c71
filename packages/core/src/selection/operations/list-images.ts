/** Lists the images of a shoot or of a whole order. */
import { z } from 'zod'
import type { QueryContext } from '../../engine/context.ts'
import { operation } from '../../engine/operation.ts'
import { present } from '../../storage/filter.ts'
import { orders, OrderUnknown } from '../../orders/index.ts'
import { ShootUnknown } from '../errors.ts'
import { imageSchema, presentImage } from '../present.ts'
import { idText, pageMembers } from '../shapes.ts'
import { type ImageRow, selectionImages, selectionMarks, selectionShoots } from '../tables.ts'

const inputSchema = z
  .strictObject({
    shootId: idText.optional(),
    /** Of all shoots of one order, shoot by shoot. */
    orderId: idText.optional(),
    /** Of a shoot: one batch. */
    batch: z.int().min(1).optional(),
    /** Only images rated so high or higher; the best first. */
    minRating: z.int().min(1).max(5).optional(),
    /** Hidden images as well. */
    hidden: z.boolean().default(false),
    ...pageMembers,
  })
  .refine(({ shootId, orderId }) => (shootId === undefined) !== (orderId === undefined), 'must name shootId or orderId')
  .refine(({ batch, shootId }) => batch === undefined || shootId !== undefined, {
    message: 'must be left out: batches are counted by shoot, so name shootId',
    path: ['batch'],
  })

const outputSchema = z.object({ items: z.array(imageSchema), next: z.string().nullable() })

export interface ListImages extends z.input<typeof inputSchema> {}
export interface ImagePage extends z.output<typeof outputSchema> {}

const input: z.ZodType<z.output<typeof inputSchema>, ListImages> = inputSchema
const output: z.ZodType<ImagePage> = outputSchema

export const listImages = operation({
  name: 'selection.images',
  summary:
    'Lists the images of a shoot, or of all shoots of an order, page by page, in their order or the best rated first; a page without hidden ones may be shorter.',
  kind: 'query',
  input,
  output,
  errors: [ShootUnknown, OrderUnknown],
  async run(context, { shootId, orderId, batch, minRating, hidden, limit, cursor }): Promise<ImagePage> {
    const shoots = await shootsOf(context, { shootId, orderId })
    if (minRating !== undefined) return bestImages(context, { shoots, batch, minRating, hidden, limit, cursor })
    const page = await context.store.page(selectionImages, {
      where: { shootId: { in: shoots }, ...present({ batch }) },
      orderBy: ['shootId', 'sequence'],
      limit,
      cursor,
    })
    const marks = await context.store.find(selectionMarks, {
      where: { imageId: { in: page.items.map(({ id }) => id) } },
      limit: 'all',
    })
    const markOf = new Map(marks.map((mark) => [mark.imageId, mark]))
    const shown = page.items.map((image) => presentImage(image, markOf.get(image.id)))
    return { items: shown.filter((image) => hidden || !image.hidden), next: page.next }
  },
})

/** The shoots whose images are asked for, the first registered first. */
async function shootsOf(
  context: QueryContext,
  { shootId = '', orderId }: { readonly shootId: string | undefined; readonly orderId: string | undefined },
): Promise<readonly string[]> {
  if (orderId === undefined) {
    if ((await context.store.get(selectionShoots, shootId)) === undefined) throw ShootUnknown.create({ shootId })
    return [shootId]
  }
  if ((await context.store.get(orders, orderId)) === undefined) throw OrderUnknown.create({ orderId })
  const shoots = await context.store.find(selectionShoots, { where: { orderId }, orderBy: ['number'], limit: 'all' })
  return shoots.map(({ id }) => id)
}

interface Wanted {
  readonly shoots: readonly string[]
  readonly batch: number | undefined
  readonly minRating: number
  readonly hidden: boolean
  readonly limit: number
  readonly cursor: string | undefined
}

async function bestImages(context: QueryContext, of: Wanted): Promise<ImagePage> {
  const { shoots, minRating, hidden, limit, cursor, batch } = of
  const marks = await context.store.page(selectionMarks, {
    where: { shootId: { in: shoots }, rating: { gte: minRating }, ...(hidden ? {} : { hidden: false }) },
    orderBy: ['-rating', '-sequence', 'imageId'],
    limit,
    cursor,
  })
  const images = await context.store.find(selectionImages, {
    where: { id: { in: marks.items.map(({ imageId }) => imageId) }, ...present({ batch }) },
    limit: 'all',
  })
  const imageOf = new Map(images.map((image): [string, ImageRow] => [image.id, image]))
  const items = marks.items.flatMap((mark) => {
    const image = imageOf.get(mark.imageId)
    return image === undefined ? [] : [presentImage(image, mark)]
  })
  return { items, next: marks.next }
}
