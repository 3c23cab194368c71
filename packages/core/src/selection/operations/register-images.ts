/** Registers images of a shoot: references to files that the host keeps, never the files. */
import { z } from 'zod'
import type { CommandContext } from '../../engine/context.ts'
import { operation } from '../../engine/operation.ts'
import { OrderClosed, orderClosed, OrderUnknown, orders } from '../../orders/index.ts'
import { ImagesTooMany, ShootUnknown } from '../errors.ts'
import { imagesRegistered } from '../events.ts'
import { presentShoot, shootSchema } from '../present.ts'
import { dateText, idText } from '../shapes.ts'
import { selectionImages, selectionShoots, type ShootRow } from '../tables.ts'

/** The most images of one shoot. */
const mostImages = 50_000

const inputSchema = z.strictObject({
  /** For a new shoot: the order that it belongs to. */
  orderId: idText,
  /** For a further batch: the shoot. */
  shootId: idText.optional(),
  /** Of a new shoot: what people call it. Its number unless told. */
  name: z.string().trim().min(1).max(100).optional(),
  /** Of a new shoot: what the host calls it, a booking or a folder. */
  reference: z.string().trim().min(1).max(200).optional(),
  shotDate: dateText.optional(),
  /** Where the host keeps them, in the order in which they are shown. Those that the shoot has already are passed over. */
  images: z.array(z.string().min(1).max(500)).min(1).max(2000),
})

const outputSchema = z.object({
  shoot: shootSchema,
  batch: z.int(),
  /** How many were new. */
  registered: z.int(),
  /** How many the shoot had already. */
  known: z.int(),
  /** The new ones, in their order. */
  imageIds: z.array(z.string()),
})

export interface RegisterImages extends z.input<typeof inputSchema> {}
export interface RegisteredImages extends z.output<typeof outputSchema> {}

const input: z.ZodType<z.output<typeof inputSchema>, RegisterImages> = inputSchema
const output: z.ZodType<RegisteredImages> = outputSchema

export const registerImages = operation({
  name: 'selection.registerImages',
  summary:
    'Registers 1 to 2,000 images of a shoot by their references, as a new shoot of an order or as a further batch.',
  kind: 'command',
  input,
  output,
  errors: [OrderUnknown, OrderClosed, ShootUnknown, ImagesTooMany],
  async run(context, given) {
    const { orderId, images } = given
    const order = await context.store.getForUpdate(orders, orderId)
    if (order === undefined) throw OrderUnknown.create({ orderId })
    if (order.status === 'cancelled') {
      throw await orderClosed(context, order, 'register images')
    }
    const standing = given.shootId === undefined ? undefined : await requireShoot(context, given.shootId, orderId)
    const references = [...new Set(images)]
    const fresh = standing === undefined ? references : await unknownOf(context, standing.id, references)
    const before = standing?.imageCount ?? 0
    const imageCount = before + fresh.length
    const shootId = standing?.id ?? context.newId()
    if (imageCount > mostImages) throw ImagesTooMany.create({ shootId, most: mostImages })
    const batch = (standing?.batches ?? 0) + (fresh.length > 0 ? 1 : 0)
    const shoot =
      standing === undefined
        ? await newShoot(context, given, { shootId, imageCount, order })
        : await context.store.update(selectionShoots, standing, { imageCount, batches: batch })
    const rows = context.store.insertAll(
      selectionImages,
      fresh.map((reference, at) => ({
        id: context.newId(),
        branch: order.branch,
        orderId,
        shootId,
        batch,
        sequence: before + at + 1,
        reference,
        registeredAt: context.now,
      })),
    )
    if (rows.length > 0) context.emit(imagesRegistered, { orderId, shootId, batch, images: rows.length, imageCount })
    return {
      shoot: presentShoot(shoot),
      batch,
      registered: rows.length,
      known: images.length - rows.length,
      imageIds: rows.map(({ id }) => id),
    }
  },
})

async function requireShoot(context: CommandContext, shootId: string, orderId: string): Promise<ShootRow> {
  const shoot = await context.store.getForUpdate(selectionShoots, shootId)
  if (shoot === undefined || shoot.orderId !== orderId) throw ShootUnknown.create({ shootId })
  return shoot
}

async function unknownOf(context: CommandContext, shootId: string, references: readonly string[]): Promise<string[]> {
  const known = await context.store.find(selectionImages, {
    where: { shootId, reference: { in: references } },
    orderBy: ['sequence'],
    limit: 'all',
  })
  const standing = new Set(known.map((image) => image.reference))
  return references.filter((reference) => !standing.has(reference))
}

async function newShoot(
  context: CommandContext,
  given: Pick<z.output<typeof inputSchema>, 'name' | 'reference' | 'shotDate'>,
  of: {
    readonly shootId: string
    readonly imageCount: number
    readonly order: { readonly id: string; readonly branch: string; readonly customerId: string }
  },
): Promise<ShootRow> {
  const { order, shootId, imageCount } = of
  const [last] = await context.store.find(selectionShoots, {
    where: { orderId: order.id },
    orderBy: ['-number'],
    limit: 1,
  })
  const number = (last?.number ?? 0) + 1
  return context.store.insert(selectionShoots, {
    id: shootId,
    branch: order.branch,
    orderId: order.id,
    customerId: order.customerId,
    number,
    name: given.name ?? String(number),
    reference: given.reference ?? null,
    shotDate: given.shotDate ?? null,
    registeredAt: context.now,
    imageCount,
    batches: 1,
  })
}
