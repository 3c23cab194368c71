import {
  ledgerEntries,
  ledgerRoom,
  type Operation,
  operation,
  paymentMethods,
  ReceiptUnknown,
  readSealHead,
} from '@calotype/core'
import { z } from 'zod'
import { type ReceiptDocument, receiptDocumentSchema } from '../document.ts'
import { receiptPrinted } from '../events.ts'
import { makeReceiptDocument } from '../make-document.ts'
import { orderOfReceipt } from '../order-of-receipt.ts'
import { receiptsPrints } from '../tables.ts'
import { type ReceiptTemplate, receiptTemplateSchema } from '../template.ts'

const schema = z.strictObject({
  receiptId: z.string().min(1).max(64),
  /** Prints where the hash chain of the receipt's branch ends, as `<sequence>:<hash>`: one statement more. */
  head: z.boolean().default(false),
})

export interface PrintReceipt extends z.input<typeof schema> {}

const input: z.ZodType<z.output<typeof schema>, PrintReceipt> = schema

export interface PrintedReceipt {
  /** 0 for the original, 1 for the first copy. */
  copy: number
  /** For any of the renderers. */
  document: ReceiptDocument
}

const output: z.ZodType<PrintedReceipt> = z.object({ copy: z.int(), document: receiptDocumentSchema })

/** Names the settings of this plugin, which is made of its operations and so cannot be named by them. */
const own: { readonly name: 'receipts'; readonly settings: z.ZodType<ReceiptTemplate> } = {
  name: 'receipts',
  settings: receiptTemplateSchema,
}

/**
 * Counts a printing and answers what to print: the original the first time, a copy with its number each time after. Where the
 * printer jams, call again with the same idempotency key: it is the same paper, and no copy.
 */
export const printReceipt: Operation<'command', PrintReceipt, PrintedReceipt, typeof ReceiptUnknown> = operation({
  name: 'receipts.print',
  summary: 'Counts a printing of a receipt and answers its document, marked as a copy from the second time on.',
  kind: 'command',
  input,
  output,
  errors: [ReceiptUnknown],
  async run(context, { receiptId, head }) {
    const { receipt, voidedBy } = await context.run(ledgerRoom.operations.receipt, { receiptId })
    const template = await context.settings(own)
    const order = receipt.orderId === null ? undefined : await orderOfReceipt(context.store, receipt.orderId)
    const corrected =
      receipt.correctsId === null ? undefined : await context.store.get(ledgerEntries, receipt.correctsId)
    // Two who print at once get two numbers, and only one of them the original.
    await context.store.lock([`receipts.print:${receiptId}`])
    const [printed] = await context.store.aggregate(receiptsPrints, {
      where: { receiptId },
      measures: { times: { of: 'count' } },
      limit: 1,
    })
    const copy = printed?.times ?? 0
    const end = head ? await readSealHead(context, receipt.branch) : undefined
    const { branch, number } = receipt
    context.store.insert(receiptsPrints, { receiptId, copy, branch, printedAt: context.now, actor: context.actor })
    context.emit(receiptPrinted, { receiptId, number, copy })
    const methods = context.entries(paymentMethods).map(({ code, names }) => [code, names] as const)
    const document = makeReceiptDocument({
      receipt,
      template,
      timeZone: context.studio.branch(branch).timeZone ?? context.studio.timeZone,
      order,
      copy,
      voided: voidedBy !== null,
      methodNames: Object.fromEntries(methods),
      corrects: corrected?.number ?? undefined,
      headHash: end && `${end.sequence}:${end.hash}`,
    })
    return { copy, document }
  },
})
