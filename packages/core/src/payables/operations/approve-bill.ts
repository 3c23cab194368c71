import { z } from 'zod'
import { type Operation, operation } from '../../engine/operation.ts'
import { recordFact } from '../../ledger/index.ts'
import { BillNotToApprove, PayableNotFitting, PayableUnknown } from '../errors.ts'
import { payableApproved } from '../events.ts'
import { lockDocument, requireKind } from '../open-documents.ts'
import { documentSchema, type PayableDocument, presentDocument } from '../present-document.ts'
import { idText, reasonText } from '../shapes.ts'
import { payablesApprovals, payablesDocuments, payablesOpen } from '../tables.ts'

const schema = z.strictObject({ documentId: idText, note: reasonText.optional() })

export interface ApproveBill extends z.input<typeof schema> {}

const input: z.ZodType<z.output<typeof schema>, ApproveBill> = schema

const errors = [PayableUnknown, PayableNotFitting, BillNotToApprove] as const

/** Lets a bill above the setting approvalLimit be paid. Never by who recorded it, whatever permissions that person has. */
export const approve: Operation<'command', ApproveBill, PayableDocument, (typeof errors)[number]> = operation({
  name: 'payables.approve',
  summary: 'Approves a bill as a second person, so that it can be paid.',
  kind: 'command',
  input,
  output: documentSchema,
  errors,
  async run(context, { documentId, note = null }) {
    const { store, actor, branch, now: at } = context
    const row = await lockDocument(context, documentId)
    requireKind(row, ['bill'])
    const document = await store.get(payablesDocuments, documentId)
    if (document === undefined) throw new Error(`bill "${documentId}" is open and was never recorded`)
    if (row.approval !== 'needed') throw BillNotToApprove.create({ documentId, rule: 'needs no approval any more' })
    if (document.actor === actor) throw BillNotToApprove.create({ documentId, rule: `was recorded by "${actor}"` })
    const after = await store.update(payablesOpen, row, { approval: 'given' })
    recordFact(context, payablesApprovals, { documentId, branch, approver: actor, at, note })
    context.emit(payableApproved, { documentId })
    return presentDocument(document, after)
  },
})
