import type { Receipt } from '@calotype/core'
import { describe, expect, it } from 'vitest'
import {
  makeReceiptDocument,
  type ReceiptLanguage,
  receiptDocumentSchema,
  receiptTemplateSchema,
  renderEscPos,
  renderHtml,
  renderText,
} from '../src/index.ts'
import { receipt as plain } from './fixtures.ts'

const foreign = {
  currency: 'USD',
  amount: '150.00',
  tendered: '160.00',
  change: '10.00',
  rate: '7.12',
  rateOn: '2026-11-20',
  source: 'Bank of China',
  worth: '1068.00',
}
const leg = { leg: 1, method: 'cash', amount: '1000.00', tendered: null, change: '68.00', refundOf: null, foreign }
const receipt: Receipt = { ...plain, legs: [leg], amount: '1000.00', change: '68.00' }
const document = (language: ReceiptLanguage, of = receipt) =>
  makeReceiptDocument({
    receipt: of,
    template: receiptTemplateSchema.parse({ language, paper: '80mm' }),
    timeZone: 'Asia/Shanghai',
  })

describe('a receipt of foreign money', () => {
  it('says what was handed over, at which rate of which day and source, its worth, and what came back', () => {
    const text = renderText(document('en'))
    for (const [label, value] of [
      ['Cash', '1,000.00'],
      ['  USD', '150.00'],
      ['  Tendered USD', '160.00'],
      ['  Change USD', '10.00'],
      ['  Rate of 2026-11-20', '1 USD = 7.12 CNY'],
      ['  Source', 'Bank of China'],
      ['  Worth', '1,068.00'],
      ['  Change', '68.00'],
    ] as const) {
      const lines = text.split('\n').filter((line) => line.startsWith(`${label} `) && line.endsWith(` ${value}`))
      expect(lines, label).toHaveLength(1)
    }
  })

  it('says so in Chinese, as HTML and to a printer, and its document is checked', () => {
    const made = document('zh')
    expect(receiptDocumentSchema.parse(JSON.parse(JSON.stringify(made)))).toEqual(made)
    expect(renderText(made)).toContain('汇率 2026-11-20')
    expect(renderHtml(made)).toContain('1 USD = 7.12 CNY')
    expect(Buffer.from(renderEscPos(made)).toString('latin1')).toContain('1 USD = 7.12 CNY')
    const wrong = { ...made, legs: made.legs.map((one) => ({ ...one, foreign: { ...foreign, rate: '-7' } })) }
    expect(receiptDocumentSchema.safeParse(wrong).success).toBe(false)
  })

  it('leaves out what was not', () => {
    const exact = { ...leg, amount: '1068.00', change: '0.00', foreign: { ...foreign, tendered: null, change: '0.00' } }
    const text = renderText(document('en', { ...receipt, legs: [exact] }))
    expect(text).not.toMatch(/Tendered|Change|Worth/)
    expect(text).toMatch(/ {2}USD +150\.00/)
  })
})
