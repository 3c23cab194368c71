/** Adds later versions of images: pre-edited, retouched. */
import { z } from 'zod'
import { operation } from '../../engine/operation.ts'
import { OrderUnknown, orders } from '../../orders/index.ts'
import { ImageUnknown } from '../errors.ts'
import { requireImages } from '../require-images.ts'
import { idText } from '../shapes.ts'
import { selectionVersions } from '../tables.ts'

const inputSchema = z.strictObject({
  orderId: idText,
  /** `preEdited`, `retouched`, or a word of the studio's own. */
  kind: z.string().trim().min(1).max(40),
  versions: z
    .array(z.strictObject({ imageId: idText, reference: z.string().min(1).max(500) }))
    .min(1)
    .max(2000),
})

const outputSchema = z.object({
  /** How many were new; those that an image has already are passed over. */
  added: z.int(),
})

export interface AddImageVersions extends z.input<typeof inputSchema> {}
export interface AddedImageVersions extends z.output<typeof outputSchema> {}

const input: z.ZodType<z.output<typeof inputSchema>, AddImageVersions> = inputSchema
const output: z.ZodType<AddedImageVersions> = outputSchema

export const addVersions = operation({
  name: 'selection.addVersions',
  summary: 'Adds later versions of 1 to 2,000 images of an order, by their references.',
  kind: 'command',
  input,
  output,
  errors: [OrderUnknown, ImageUnknown],
  async run(context, { orderId, kind, versions }) {
    const order = await context.store.get(orders, orderId)
    if (order === undefined) throw OrderUnknown.create({ orderId })
    const ids = versions.map(({ imageId }) => imageId)
    await requireImages(context, ids, orderId)
    const rows = versions.map(({ imageId, reference }) => ({
      id: context.newId(),
      branch: order.branch,
      orderId,
      imageId,
      kind,
      reference,
      addedBy: context.actor,
      addedAt: context.now,
    }))
    return { added: await context.store.insertNew(selectionVersions, rows, 'reference') }
  },
})
