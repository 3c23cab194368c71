/** Receipts as a plugin: what was printed, how often, and by whom. */
import { definePlugin, type Plugin } from '@calotype/core'
import * as receiptErrors from './errors.ts'
import { receiptPrinted } from './events.ts'
import { printReceipt } from './operations/print-receipt.ts'
import { receiptsPrints } from './tables.ts'
import { type ReceiptTemplate, receiptTemplateSchema } from './template.ts'

const operations = { print: printReceipt } as const

/** Gives every desk `receipts.print`; its settings are the studio's letterhead. */
export const receipts: Plugin<'receipts', typeof operations, ReceiptTemplate> = definePlugin({
  name: 'receipts',
  version: '0.1.0',
  engine: '^0.1.0',
  requires: { ledger: '*', orders: '*' },
  settings: receiptTemplateSchema,
  tables: [receiptsPrints],
  operations,
  roles: { manager: ['receipts.*'], cashier: ['receipts.print'], reception: ['receipts.print'] },
  events: [receiptPrinted],
  errors: Object.values(receiptErrors),
})
