/** Takes a product out of an open selection. */
import { z } from 'zod'
import { operation } from '../../engine/operation.ts'
import { changeSelection } from '../change-selection.ts'
import { productChange } from '../content.ts'
import { CompositionUnknown } from '../errors.ts'
import { contentOf, holdOpen, readLine } from '../hold-selection.ts'
import { changeErrors, expectedRevision } from '../pick-input.ts'
import { presentSelection, type Selection, selectionSchema } from '../present.ts'
import { idText } from '../shapes.ts'
import { includedOf } from '../standing.ts'

const inputSchema = z.strictObject({ selectionId: idText, productId: idText, revision: expectedRevision })

export interface DropProduct extends z.input<typeof inputSchema> {}

const input: z.ZodType<z.output<typeof inputSchema>, DropProduct> = inputSchema
const output: z.ZodType<Selection> = selectionSchema

export const dropProduct = operation({
  name: 'selection.drop',
  summary: 'Takes a product out of an open selection; its images stay picked where they were picked themselves.',
  kind: 'command',
  input,
  output,
  errors: [...changeErrors, CompositionUnknown],
  async run(context, { selectionId, productId, revision }) {
    const row = await holdOpen(context, selectionId, { action: 'change its products', revision })
    const change = productChange(contentOf(row), productId, null)
    if (change.product?.before === null) throw CompositionUnknown.create({ selectionId, productId })
    const line = await readLine(context, row)
    const after = await changeSelection(context, row, { kind: 'drop', change })
    return presentSelection(after, includedOf(line))
  },
})
