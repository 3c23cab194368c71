/** Languages and papers that can be printed. */

/** The languages that a receipt can be printed in. */
export const receiptLanguages = ['en', 'zh'] as const
/** Rolls of 58 and 80 mm, and sheets of A5. */
export const receiptPapers = ['58mm', '80mm', 'A5'] as const
