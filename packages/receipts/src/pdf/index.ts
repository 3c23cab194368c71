/** @packageDocumentation Receipts as PDF, apart from the rest so that only who prints PDF loads what it needs. */
export { type PdfOptions, renderPdf } from './render-pdf.ts'
