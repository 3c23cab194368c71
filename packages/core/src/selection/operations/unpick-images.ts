/** Takes picks back. */
import type { z } from 'zod'
import { operation } from '../../engine/operation.ts'
import { changeSelection } from '../change-selection.ts'
import { unpickChange } from '../content.ts'
import { contentOf, holdOpen, readLine } from '../hold-selection.ts'
import { changeErrors, type PickImages, pickInput } from '../pick-input.ts'
import { presentSelection, type Selection, selectionSchema } from '../present.ts'
import { includedOf } from '../standing.ts'

const input: z.ZodType<z.output<typeof pickInput>, PickImages> = pickInput
const output: z.ZodType<Selection> = selectionSchema

export const unpickImages = operation({
  name: 'selection.unpick',
  summary: 'Takes 1 to 1,000 picks of an open selection back; images that are not picked are passed over.',
  kind: 'command',
  input,
  output,
  errors: changeErrors,
  async run(context, { selectionId, target, imageIds, revision }) {
    const row = await holdOpen(context, selectionId, { action: 'change its picks', revision })
    const line = await readLine(context, row)
    const change = unpickChange(contentOf(row), target, imageIds)
    const after = await changeSelection(context, row, { kind: 'unpick', change })
    return presentSelection(after, includedOf(line))
  },
})
