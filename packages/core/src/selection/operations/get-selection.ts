/** Reads a selection. */
import { z } from 'zod'
import { operation } from '../../engine/operation.ts'
import { ordersLines } from '../../orders/index.ts'
import { SelectionUnknown } from '../errors.ts'
import { readSelection } from '../hold-selection.ts'
import { presentSelection, type Selection, selectionSchema } from '../present.ts'
import { idText } from '../shapes.ts'
import { includedOf } from '../standing.ts'

const inputSchema = z.strictObject({ selectionId: idText })

export interface GetSelection extends z.input<typeof inputSchema> {}

const input: z.ZodType<z.output<typeof inputSchema>, GetSelection> = inputSchema
const output: z.ZodType<Selection> = selectionSchema

export const getSelection = operation({
  name: 'selection.get',
  summary: 'Reads a selection: what is picked and composed, and what of the package it uses.',
  kind: 'query',
  input,
  output,
  errors: [SelectionUnknown],
  async run(context, { selectionId }) {
    const row = await readSelection(context, selectionId)
    const line = await context.store.get(ordersLines, row.lineId)
    return presentSelection(row, line === undefined ? [] : includedOf(line))
  },
})
