/** Picks images of the order for retouching, or to be given unretouched. */
import type { z } from 'zod'
import { operation } from '../../engine/operation.ts'
import { changeSelection } from '../change-selection.ts'
import { pickChange } from '../content.ts'
import { contentOf, holdOpen, readLine } from '../hold-selection.ts'
import { changeErrors, type PickImages, pickInput } from '../pick-input.ts'
import { presentSelection, type Selection, selectionSchema } from '../present.ts'
import { requireImages } from '../require-images.ts'
import { includedOf } from '../standing.ts'

const input: z.ZodType<z.output<typeof pickInput>, PickImages> = pickInput
const output: z.ZodType<Selection> = selectionSchema

export const pickImages = operation({
  name: 'selection.pick',
  summary:
    'Picks 1 to 1,000 images of the order in an open selection, from any of its shoots; those picked already stay as they are.',
  kind: 'command',
  input,
  output,
  errors: changeErrors,
  async run(context, { selectionId, target, imageIds, revision }) {
    const row = await holdOpen(context, selectionId, { action: 'change its picks', revision })
    const line = await readLine(context, row)
    await requireImages(context, imageIds, row.orderId)
    const change = pickChange(contentOf(row), target, imageIds)
    const after = await changeSelection(context, row, { kind: 'pick', change })
    return presentSelection(after, includedOf(line))
  },
})
