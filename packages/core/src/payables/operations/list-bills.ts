import { z } from 'zod'
import { type Operation, operation } from '../../engine/operation.ts'
import { present } from '../../storage/filter.ts'
import { openDocumentSchema, presentOpen } from '../present-document.ts'
import { dateText, idText, pageMembers } from '../shapes.ts'
import { payablesOpen } from '../tables.ts'

const schema = z.strictObject({
  ...pageMembers,
  supplierId: idText.optional(),
  branch: idText.optional(),
  kind: z.enum(['bill', 'creditNote', 'advance']).optional(),
  /** Whether anything is open of it. */
  open: z.boolean().optional(),
  /** Only those that wait for a second person. */
  toApprove: z.boolean().optional(),
  /** Due on this date or before. */
  dueBy: dateText.optional(),
})

export interface ListPayables extends z.input<typeof schema> {}

const input: z.ZodType<z.output<typeof schema>, ListPayables> = schema

const outputShape = z.object({ items: z.array(openDocumentSchema), next: z.string().nullable() })

export interface PayablePage extends z.output<typeof outputShape> {}

const output: z.ZodType<PayablePage> = outputShape

/** Documents, what is due first before the rest. One statement. */
export const bills: Operation<'query', ListPayables, PayablePage, never> = operation({
  name: 'payables.bills',
  summary: 'Lists bills, credit notes and advances by what is open of them and when it is due.',
  kind: 'query',
  input,
  output,
  async run({ store }, { limit, cursor, open, toApprove, dueBy, ...rest }) {
    const page = await store.page(payablesOpen, {
      where: present({
        ...rest,
        isOpen: open,
        approval: toApprove === true ? 'needed' : undefined,
        voided: toApprove === true ? false : undefined,
        dueOn: dueBy === undefined ? undefined : { lte: dueBy },
      }),
      orderBy: ['dueOn', 'documentId'],
      limit,
      cursor,
    })
    return { items: page.items.map(presentOpen), next: page.next }
  },
})
