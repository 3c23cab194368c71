import { z } from 'zod'
import { type Operation, operation } from '../../engine/operation.ts'
import { PayableUnknown } from '../errors.ts'
import { documentSchema, movementSchema, presentDocument, presentMovement } from '../present-document.ts'
import { idText } from '../shapes.ts'
import { payablesDocuments, payablesMovements, payablesOpen } from '../tables.ts'

const schema = z.strictObject({ documentId: idText })

export interface ReadPayable extends z.input<typeof schema> {}

const input: z.ZodType<z.output<typeof schema>, ReadPayable> = schema

const outputShape = z.object({ document: documentSchema, movements: z.array(movementSchema) })

export interface PayableWithMovements extends z.output<typeof outputShape> {}

const output: z.ZodType<PayableWithMovements> = outputShape

const errors = [PayableUnknown] as const

/** One document with all that happened to it. Three statements. */
export const bill: Operation<'query', ReadPayable, PayableWithMovements, (typeof errors)[number]> = operation({
  name: 'payables.bill',
  summary: 'Reads a bill, credit note or advance and what settled it.',
  kind: 'query',
  input,
  output,
  errors,
  async run({ store, branch }, { documentId }) {
    const document = await store.get(payablesDocuments, documentId)
    const open = document === undefined ? undefined : await store.get(payablesOpen, documentId)
    if (document === undefined || open === undefined) throw PayableUnknown.create({ documentId, branch })
    const moved = await store.find(payablesMovements, { where: { documentId }, orderBy: ['id'], limit: 'all' })
    return { document: presentDocument(document, open), movements: moved.map(presentMovement) }
  },
})
