/** What happens with suppliers. Amounts are decimal strings in `currency`. */
import { z } from 'zod'
import { defineEvent, type EventKind } from '../engine/event.ts'

const text = z.string()

export interface PayableRecorded {
  documentId: string
  /** bill, creditNote or advance. */
  kind: string
  supplierId: string
  entryId: string
  dueOn: string
  currency: string
  amount: string
  /** Whether a second person must approve it before it is paid. */
  approvalNeeded: boolean
}

export const payableRecorded: EventKind<'payables.recorded', PayableRecorded> = defineEvent({
  name: 'payables.recorded',
  version: 1,
  schema: z.strictObject({
    documentId: text,
    kind: text,
    supplierId: text,
    entryId: text,
    dueOn: text,
    currency: text,
    amount: text,
    approvalNeeded: z.boolean(),
  }),
})

export interface PayableApproved {
  documentId: string
}

export const payableApproved: EventKind<'payables.approved', PayableApproved> = defineEvent({
  name: 'payables.approved',
  version: 1,
  schema: z.strictObject({ documentId: text }),
})

export interface PayableSettled {
  settlementId: string
  /** payment, application, writeOff or refund. */
  kind: string
  supplierId: string
  /** Null where nothing moved in the books. */
  entryId: string | null
  currency: string
  amount: string
  /** What is open of each document since then. */
  documents: { documentId: string; open: string }[]
}

export const payableSettled: EventKind<'payables.settled', PayableSettled> = defineEvent({
  name: 'payables.settled',
  version: 1,
  schema: z.strictObject({
    settlementId: text,
    kind: text,
    supplierId: text,
    entryId: text.nullable(),
    currency: text,
    amount: text,
    documents: z.array(z.strictObject({ documentId: text, open: text })),
  }),
})

export interface PayableVoided {
  /** A document, or a settlement. */
  voidedId: string
  supplierId: string
  reversalId: string | null
  approver: string | null
}

export const payableVoided: EventKind<'payables.voided', PayableVoided> = defineEvent({
  name: 'payables.voided',
  version: 1,
  schema: z.strictObject({
    voidedId: text,
    supplierId: text,
    reversalId: text.nullable(),
    approver: text.nullable(),
  }),
})

export const payableEvents = [payableRecorded, payableApproved, payableSettled, payableVoided] as const
