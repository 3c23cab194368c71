import { z } from 'zod'
import { type Operation, operation } from '../../engine/operation.ts'
import { paperErrors, paperInput, paperMembers } from '../paper-input.ts'
import { documentSchema, type PayableDocument, presentDocument } from '../present-document.ts'
import { recordBill as record } from '../record-document.ts'

const schema = z.strictObject(paperMembers)

export interface RecordBill extends z.input<typeof schema> {}

const input: z.ZodType<z.output<typeof schema>, RecordBill> = schema

/** Books a bill as it came: what was bought, and what is owed for it. A number of a supplier is booked once. */
export const recordBill: Operation<'command', RecordBill, PayableDocument, (typeof paperErrors)[number]> = operation({
  name: 'payables.recordBill',
  summary: "Records a supplier's bill.",
  kind: 'command',
  input,
  output: documentSchema,
  errors: paperErrors,
  async run(context, given) {
    const { document, open } = await record(context, paperInput(context, given))
    return presentDocument(document, open)
  },
})
