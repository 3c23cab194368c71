import { z } from 'zod'
import { type Operation, operation } from '../../engine/operation.ts'
import { paperErrors, paperInput, paperMembers } from '../paper-input.ts'
import { documentSchema, type PayableDocument, presentDocument } from '../present-document.ts'
import { recordCreditNote as record } from '../record-document.ts'

const schema = z.strictObject(paperMembers)

export interface RecordCreditNote extends z.input<typeof schema> {}

const input: z.ZodType<z.output<typeof schema>, RecordCreditNote> = schema

/** Books what a supplier takes back or allows, on the accounts that its bill had. It is applied with payables.applyCredit. */
export const recordCreditNote: Operation<'command', RecordCreditNote, PayableDocument, (typeof paperErrors)[number]> =
  operation({
    name: 'payables.recordCreditNote',
    summary: "Records a supplier's credit note.",
    kind: 'command',
    input,
    output: documentSchema,
    errors: paperErrors,
    async run(context, given) {
      const { document, open } = await record(context, paperInput(context, given))
      return presentDocument(document, open)
    },
  })
