/** Makes a product of picks: which image on which spread of an album, in which frame, on which print. */
import { z } from 'zod'
import { operation } from '../../engine/operation.ts'
import { changeSelection } from '../change-selection.ts'
import { checkedComposition, requireVariant } from '../composition.ts'
import { productChange } from '../content.ts'
import { CompositionInvalid, CompositionUnknown } from '../errors.ts'
import { contentOf, holdOpen, readLine } from '../hold-selection.ts'
import { changeErrors, expectedRevision } from '../pick-input.ts'
import { presentSelection, type Selection, selectionSchema } from '../present.ts'
import { requireImages } from '../require-images.ts'
import { idText } from '../shapes.ts'
import { includedOf } from '../standing.ts'

const inputSchema = z.strictObject({
  selectionId: idText,
  /** The product to change, as a whole; a new one unless told. */
  productId: idText.optional(),
  /** The code of the product in the package, or of an item of the catalogue. */
  item: z.string().trim().min(1).max(60),
  variant: z.string().trim().min(1).max(60).optional(),
  /** How many copies. */
  quantity: z.int().min(1).max(10_000).default(1),
  /** How many spreads it has: those that its images need unless told. */
  spreads: z.int().min(0).max(500).optional(),
  places: z
    .array(
      z.strictObject({
        imageId: idText,
        /** From 1; 0 for a product without spreads. */
        spread: z.int().min(0).max(500).default(0),
        /** From 1: the next place on its spread unless told. */
        position: z.int().min(1).max(1000).optional(),
      }),
    )
    .max(2000)
    .default([]),
  revision: expectedRevision,
})

export interface ComposeProduct extends z.input<typeof inputSchema> {}

const input: z.ZodType<z.output<typeof inputSchema>, ComposeProduct> = inputSchema
const output: z.ZodType<Selection> = selectionSchema

export const composeProduct = operation({
  name: 'selection.compose',
  summary: 'Makes or changes a product of an open selection: its copies, its spreads, and which image is where.',
  kind: 'command',
  input,
  output,
  errors: [...changeErrors, CompositionInvalid, CompositionUnknown],
  async run(context, { selectionId, productId, revision, ...wanted }) {
    const row = await holdOpen(context, selectionId, { action: 'change its products', revision })
    const content = contentOf(row)
    if (productId !== undefined && !content.products.some((one) => one.id === productId)) {
      throw CompositionUnknown.create({ selectionId, productId })
    }
    const composition = checkedComposition(productId ?? context.newId(), wanted)
    const line = await readLine(context, row)
    requireVariant(composition, includedOf(line))
    await requireImages(
      context,
      composition.places.map(({ imageId }) => imageId),
      row.orderId,
    )
    const change = productChange(content, composition.id, composition)
    const after = await changeSelection(context, row, { kind: 'compose', change })
    return presentSelection(after, includedOf(line))
  },
})
