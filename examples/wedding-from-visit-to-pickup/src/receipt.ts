/** A receipt as the customer gets it. */
import type { PaymentReceipt } from '@calotype/core'
import { renderText } from '@calotype/receipts'
import type { StudioAtWork } from './studio.ts'

export async function printReceipt(
  { print, liNa }: StudioAtWork,
  { id: receiptId }: Pick<PaymentReceipt, 'id'>,
): Promise<void> {
  const { document } = await liNa.receipts.print({ receiptId })
  print.line('')
  for (const line of renderText({ ...document, customer: 'Chen Xiao' })
    .trimEnd()
    .split('\n')) {
    print.line(`│ ${line.padEnd(32)} │`)
  }
  print.line('')
}
