/** Rates images, and hides those that the customer is not to see. */
import { z } from 'zod'
import { operation } from '../../engine/operation.ts'
import { present } from '../../storage/filter.ts'
import { OrderUnknown, orders } from '../../orders/index.ts'
import { ImageUnknown } from '../errors.ts'
import { imageSchema, presentImage } from '../present.ts'
import { requireImages } from '../require-images.ts'
import { idText } from '../shapes.ts'
import { selectionMarks } from '../tables.ts'

const inputSchema = z
  .strictObject({
    orderId: idText,
    imageIds: z.array(idText).min(1).max(1000),
    /** 1 to 5; 0 takes a rating back. */
    rating: z.int().min(0).max(5).optional(),
    hidden: z.boolean().optional(),
  })
  .refine(({ rating, hidden }) => rating !== undefined || hidden !== undefined, 'must say rating or hidden')

const outputSchema = z.object({ images: z.array(imageSchema) })

export interface MarkImages extends z.input<typeof inputSchema> {}
export interface MarkedImages extends z.output<typeof outputSchema> {}

const input: z.ZodType<z.output<typeof inputSchema>, MarkImages> = inputSchema
const output: z.ZodType<MarkedImages> = outputSchema

export const markImages = operation({
  name: 'selection.markImages',
  summary: 'Rates 1 to 1,000 images of an order alike, or hides them from the customer.',
  kind: 'command',
  input,
  output,
  errors: [OrderUnknown, ImageUnknown],
  async run(context, { orderId, imageIds, rating, hidden }) {
    const order = await context.store.get(orders, orderId)
    if (order === undefined) throw OrderUnknown.create({ orderId })
    const images = [...(await requireImages(context, imageIds, orderId)).values()]
    const marked = { markedBy: context.actor, markedAt: context.now }
    const asked = present({ rating, hidden })
    const standing = await context.store.findForUpdate(selectionMarks, {
      where: { imageId: { in: images.map(({ id }) => id) } },
      orderBy: ['imageId'],
      limit: 'all',
    })
    const known = new Map(standing.map((mark) => [mark.imageId, mark]))
    const fresh = images
      .filter(({ id }) => !known.has(id))
      .map(({ id: imageId, branch, shootId, sequence }) => ({
        imageId,
        branch,
        shootId,
        sequence,
        ...{ rating: 0, hidden: false },
        ...asked,
        ...marked,
      }))
    context.store.insertAll(selectionMarks, fresh)
    if (standing.length > 0) {
      const ids = standing.map(({ imageId }) => imageId)
      await context.store.updateWhere(selectionMarks, { imageId: { in: ids } }, { ...asked, ...marked })
    }
    const marks = new Map([...known, ...fresh.map((mark) => [mark.imageId, mark] as const)])
    const now = (id: string) => ({ rating: 0, hidden: false, ...marks.get(id), ...asked })
    return { images: images.map((image) => presentImage(image, now(image.id))) }
  },
})
