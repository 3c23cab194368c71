/** @packageDocumentation Calotype's receipts: what stands on one, and renderers for text, HTML and receipt printers. */
export {
  type ReceiptDocument,
  type ReceiptLanguage,
  type ReceiptPaper,
  receiptDocumentSchema,
} from './document.ts'
export * from './errors.ts'
export { type EscPosOptions, renderEscPos } from './escpos/render-escpos.ts'
export { type ReceiptPrinted, receiptPrinted } from './events.ts'
export type { Letterhead } from './letterhead.ts'
export {
  makeDayReport,
  makePayOutVoucher,
  makeShiftReport,
  type PayOutDetails,
  type TillPaper,
} from './make-till-document.ts'
export type { PrintableDocument } from './printable.ts'
export { type TillDocument, type TillRow, tillDocumentSchema } from './till-document.ts'
export { makeReceiptDocument, type ReceiptOrder, type ReceiptOrderLine, type ReceiptParts } from './make-document.ts'
export type { PrintedReceipt, PrintReceipt } from './operations/print-receipt.ts'
export { receipts } from './plugin.ts'
export { renderHtml } from './render-html.ts'
export { renderText, type TextOptions } from './render-text.ts'
export { type ReceiptTemplate, type ReceiptTemplateInput, receiptTemplateSchema } from './template.ts'
