/** What is kept of printing: one fact for each time that a receipt was put on paper. */
import { defineTable, id, instant, int, text } from '@calotype/core'

export const receiptsPrints = defineTable({
  name: 'receipts_prints',
  columns: {
    receiptId: id(),
    /** 0 for the original, 1 for the first copy. */
    copy: int(),
    /** The receipt's own, wherever it was printed: who may see the one may see the other. */
    branch: id(),
    printedAt: instant(),
    actor: text(200),
  },
  key: ['receiptId', 'copy'],
  appendOnly: true,
  branch: 'branch',
})
