/** What happens to receipts. */
import { defineEvent, type EventKind } from '@calotype/core'
import { z } from 'zod'

export interface ReceiptPrinted {
  receiptId: string
  number: string
  /** 0 for the original, 1 for the first copy. */
  copy: number
}

/** A receipt was put on paper. Many copies by one person are worth a look. */
export const receiptPrinted: EventKind<'receipts.printed', ReceiptPrinted> = defineEvent({
  name: 'receipts.printed',
  version: 1,
  schema: z.strictObject({ receiptId: z.string(), number: z.string(), copy: z.int() }),
})
