/** Takes the last change of an open selection back. */
import { z } from 'zod'
import { operation } from '../../engine/operation.ts'
import { changeSelection } from '../change-selection.ts'
import { type ContentChange, inverse } from '../content.ts'
import { NothingToUndo } from '../errors.ts'
import { holdOpen, readLine } from '../hold-selection.ts'
import { changeErrors, expectedRevision } from '../pick-input.ts'
import { presentSelection, type Selection, selectionSchema } from '../present.ts'
import { idText } from '../shapes.ts'
import { selectionChanges } from '../tables.ts'
import { includedOf } from '../standing.ts'

const inputSchema = z.strictObject({ selectionId: idText, revision: expectedRevision })

export interface UndoSelectionChange extends z.input<typeof inputSchema> {}

const input: z.ZodType<z.output<typeof inputSchema>, UndoSelectionChange> = inputSchema
const output: z.ZodType<Selection> = selectionSchema

export const undoChange = operation({
  name: 'selection.undo',
  summary: 'Takes the last change of an open selection back; called again, the one before it.',
  kind: 'command',
  input,
  output,
  errors: [...changeErrors, NothingToUndo],
  async run(context, { selectionId, revision }) {
    const row = await holdOpen(context, selectionId, { action: 'undo a change', revision })
    const last = await context.store.get(selectionChanges, { selectionId, number: row.undoable })
    if (last === undefined) throw NothingToUndo.create({ selectionId })
    const line = await readLine(context, row)
    const after = await changeSelection(context, row, {
      kind: 'undo',
      change: inverse(last.change as unknown as ContentChange),
      below: last.below,
    })
    return presentSelection(after, includedOf(line))
  },
})
