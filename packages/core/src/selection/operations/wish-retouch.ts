/** Says what is wished for when images are retouched. */
import { z } from 'zod'
import { operation } from '../../engine/operation.ts'
import { orders } from '../../orders/index.ts'
import { ImageNotRetouched, SelectionUnknown } from '../errors.ts'
import { retouchWished } from '../events.ts'
import { presentWish, retouchedOf, type RetouchWish, wishSchema } from '../retouch-wishes.ts'
import { idText } from '../shapes.ts'
import { selectionSelections, selectionWishes } from '../tables.ts'

const flag = z.string().regex(/^[a-z][a-zA-Z0-9]{0,39}$/, 'must be camelCase, such as removePerson')

const inputSchema = z.strictObject({
  selectionId: idText,
  imageIds: z.array(idText).min(1).max(1000),
  /** In the words of who said it; null for none. */
  text: z.string().trim().normalize('NFC').min(1).max(500).nullable().default(null),
  /** Words of the studio's own, such as `skin`, `slimmer` or `background`. */
  flags: z.array(flag).max(20).default([]),
})

const outputSchema = z.object({ selectionId: z.string(), wishes: z.array(wishSchema) })

export interface WishRetouch extends z.input<typeof inputSchema> {}
/** The wishes of the images that were named; none where they were taken back. */
export interface WishedRetouch extends z.output<typeof outputSchema> {}

const input: z.ZodType<z.output<typeof inputSchema>, WishRetouch> = inputSchema
const output: z.ZodType<WishedRetouch> = outputSchema

/** In the place of what was wished for them before; also after the selection was confirmed, since nothing of what was signed changes. */
export const wishRetouch = operation({
  name: 'selection.wish',
  summary: 'Says what is wished for when images are retouched, in words and by flags; neither takes a wish back.',
  kind: 'command',
  input,
  output,
  errors: [SelectionUnknown, ImageNotRetouched],
  async run(context, { selectionId, imageIds: given, text, flags }): Promise<WishedRetouch> {
    const { store } = context
    const selection = await store.getForUpdate(selectionSelections, selectionId)
    const order = selection && (await store.get(orders, selection.orderId))
    if (selection === undefined || order === undefined) throw SelectionUnknown.create({ selectionId })
    const imageIds = [...new Set(given)]
    const retouched = new Set(retouchedOf(selection))
    const others = imageIds.filter((id) => !retouched.has(id))
    if (others.length > 0) throw ImageNotRetouched.create({ selectionId, imageIds: others.slice(0, 10) })
    await store.deleteWhere(selectionWishes, { selectionId, imageId: { in: imageIds } })
    const { orderId, lineId, branch } = selection
    const { customerId } = order
    const wished = { wishedBy: context.actor, wishedAt: context.now }
    const rows =
      text === null && flags.length === 0
        ? []
        : store.insertAll(
            selectionWishes,
            imageIds.map((imageId) => ({
              ...wished,
              selectionId,
              imageId,
              branch,
              customerId,
              text,
              flags: [...new Set(flags)],
            })),
          )
    context.emit(retouchWished, {
      selectionId,
      orderId,
      lineId,
      customerId,
      images: imageIds.length,
      wished: rows.length > 0,
    })
    return { selectionId, wishes: rows.map((row): RetouchWish => presentWish(row)) }
  },
})
