import { describe, expect, it } from 'vitest'
import {
  makeReceiptDocument,
  type ReceiptParts,
  receiptDocumentSchema,
  receiptTemplateSchema,
  renderText,
} from '../src/index.ts'
import { includedTaxes } from '../src/included-taxes.ts'
import { fullDocument, order, receipt } from './fixtures.ts'

const template = receiptTemplateSchema.parse({})
const made = (parts: Partial<ReceiptParts> = {}) =>
  makeReceiptDocument({ receipt, template, timeZone: 'Asia/Shanghai', ...parts })

describe('the document of a receipt', () => {
  it.each(['zh', 'en'] as const)(
    'is JSON with everything on it, which the schema takes back (%s)',
    async (language) => {
      const document = fullDocument(language)
      const text = `${JSON.stringify(document, null, 2)}\n`
      await expect(text).toMatchFileSnapshot(`snapshots/${language}.document.json.txt`)
      expect(receiptDocumentSchema.parse(JSON.parse(text))).toEqual(document)
    },
  )

  it('is refused with an unknown member, version or malformed amount', () => {
    const document = made()
    for (const wrong of [
      { ...document, colour: 'red' },
      { ...document, version: 2 },
      { ...document, amount: '1e3' },
    ]) {
      expect(receiptDocumentSchema.safeParse(wrong).success).toBe(false)
    }
  })

  it('is bare where nothing is set and nothing was ordered', () => {
    const { header, lines, sums, taxes, footer, qr, copy, language } = made()
    expect({ header, lines, sums, taxes, footer, qr, copy, language }).toEqual({
      header: { studio: '', branch: null, address: null, phone: null, taxId: null, lines: [] },
      lines: [],
      sums: null,
      taxes: [],
      footer: [],
      qr: null,
      copy: 0,
      language: 'en',
    })
  })

  it('shows the time of the branch beside the business day', () => {
    // Five past two at night still belongs to the day before, where the day begins at four.
    expect(made()).toMatchObject({ businessDate: '2026-11-22', time: '2026-11-23 02:05' })
    expect(made({ timeZone: 'America/New_York' }).time).toBe('2026-11-22 13:05')
  })

  it('leaves cancelled lines out, and its sums add up', () => {
    const { lines, sums } = made({ order })
    expect(lines.map(({ quantity }) => quantity)).toEqual(['1', '4'])
    expect(sums).toEqual({ gross: '6199.00', discount: '249.95', total: '5949.05' })
  })

  it('puts what a branch sets in place of the studio’s, member by member', () => {
    const branches = { main: { name: 'Jing’an', phone: '1', footer: [] } }
    const own = receiptTemplateSchema.parse({ studio: 'Rose', phone: '2', taxId: 'T', footer: ['bye'], branches })
    const { header, footer } = made({ template: own })
    expect({ header, footer }).toEqual({
      header: { studio: 'Rose', branch: 'Jing’an', address: null, phone: '1', taxId: 'T', lines: [] },
      footer: [],
    })
  })

  it('names methods by the template, then the registry, then its own words, then their code', () => {
    const named = (code: string, given: Partial<ReceiptParts> = {}) =>
      made({ receipt: { ...receipt, legs: receipt.legs.map((leg) => ({ ...leg, method: code })) }, ...given }).legs[0]
        ?.method
    const methodNames = { points: { en: 'Points', zh: '积分' }, cash: { en: 'Coins', zh: '硬币' } }
    expect(named('cash')).toBe('Cash')
    expect(named('cash', { methodNames })).toBe('Coins')
    expect(named('points', { methodNames })).toBe('Points')
    expect(named('points')).toBe('points')
    const own = receiptTemplateSchema.parse({ methods: { points: 'Rose points' } })
    expect(named('points', { methodNames, template: own })).toBe('Rose points')
  })

  it('says that it was voided, and what only some receipts have', () => {
    const voucher = {
      ...receipt.legs[1],
      leg: 1,
      method: 'meituan',
      voucher: 'MT-778',
      amount: '2000.00',
      change: '0.00',
    }
    const legs = [{ ...voucher, tendered: null, refundOf: null }]
    const topUp: typeof receipt = {
      ...receipt,
      orderId: null,
      purpose: 'topUp',
      storedValue: '2300.00',
      bonus: '300.00',
      legs,
    }
    const document = made({ receipt: { ...topUp, approver: 'chen', kept: '50.00' }, voided: true })
    expect(document).toMatchObject({ voided: true, totalPaid: null, balanceDue: null, purpose: 'Top-up' })
    const text = renderText(document)
    expect(text.match(/ VOIDED\n/g)).toHaveLength(2)
    for (const line of [
      /Voucher code +MT-778\n/,
      /Stored value +2,300.00\n/,
      /Bonus +300.00\n/,
      /Approved by +chen\n/,
      /Kept for damage +50.00\n/,
    ]) {
      expect(text).toMatch(line)
    }
    expect(text).not.toContain('Balance due')
  })

  it.each([
    ['void', 'VOID'],
    ['bondReturn', 'RETURN OF BOND'],
    ['cancellation', 'CANCELLATION'],
    ['somePlugin', 'REFUND'],
  ])('calls a %s by its name', (kind, title) => {
    expect(renderText(made({ receipt: { ...receipt, kind } }))).toContain(`${title}\n`)
  })

  it('fills the QR code in and encodes what it fills', () => {
    const own = receiptTemplateSchema.parse({ qr: 'https://x/{id}?n={number}&{other}' })
    expect(made({ receipt: { ...receipt, id: 'a', number: 'R 7/店' }, template: own }).qr).toBe(
      'https://x/a?n=R%207%2F%E5%BA%97&{other}',
    )
  })
})

describe('taxes within amounts', () => {
  it('are summed by rate before they are rounded', () => {
    const line = { amount: '0.05', taxRate: '6.0000' }
    // 0.05 × 6 ÷ 106 is 0.0028 each, and 0.0085 of all three.
    expect(includedTaxes([line, line, line], 'CNY')).toEqual([{ rate: '6', amount: '0.01' }])
  })

  it('leave out what has none', () => {
    const lines = [
      { amount: '113.00', taxRate: '13' },
      { amount: '50.00', taxRate: null },
      { amount: '50.00', taxRate: '0.0000' },
      { amount: '100.50', taxRate: '0.5000' },
      { amount: '110.00', taxRate: '10.0000' },
    ]
    expect(includedTaxes(lines, 'CNY')).toEqual([
      { rate: '13', amount: '13.00' },
      { rate: '0.5', amount: '0.50' },
      { rate: '10', amount: '10.00' },
    ])
  })
})
