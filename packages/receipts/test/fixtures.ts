/** Two receipts with everything on them, and documents of any content. */
import fc from 'fast-check'
import type { Receipt } from '@calotype/core'
import {
  makeReceiptDocument,
  type ReceiptDocument,
  type ReceiptOrder,
  type ReceiptTemplateInput,
  receiptTemplateSchema,
} from '../src/index.ts'

export const receipt: Receipt = {
  id: '01936b1c-0000-7000-8000-000000000001',
  kind: 'receipt',
  number: 'Rmain-261122-0007',
  branch: 'main',
  orderId: 'o1',
  customerId: 'c1',
  businessDate: '2026-11-22',
  at: '2026-11-22T18:05:09.000Z',
  cashier: 'li-na',
  till: 'front',
  correctsId: null,
  note: 'Dress is fetched on Friday <before noon> 周五取',
  currency: 'CNY',
  amount: '3749.05',
  purpose: 'balance',
  reason: null,
  legs: [
    { leg: 1, method: 'cash', amount: '1749.05', tendered: '1800.00', change: '50.95', refundOf: null },
    { leg: 2, method: 'card', amount: '2000.00', tendered: null, change: '0.00', refundOf: null },
  ],
  change: '50.95',
  totalPaid: '4749.05',
  balanceDue: '1200.00',
}

const line = { quantity: '1.000', discount: '0.00', taxRate: '6.0000', stage: 'ordered' }

export const order: ReceiptOrder = {
  number: 'main-261101-0003',
  total: '5949.05',
  lines: [
    {
      ...line,
      name: '经典婚纱套餐·外景一日（含造型三套，精修照片六十张）',
      unitPrice: '4999.00',
      discount: '249.95',
      amount: '4749.05',
    },
    { ...line, name: '相册加页', quantity: '4.000', unitPrice: '300.00', amount: '1200.00', taxRate: '13.0000' },
    { ...line, name: 'Cancelled & gone', unitPrice: '99.00', amount: '99.00', stage: 'cancelled' },
  ],
}

export const englishOrder: ReceiptOrder = {
  ...order,
  lines: order.lines.map((one, index) => ({
    ...one,
    name: ['Classic wedding package, one day outdoors with three looks', 'Album pages', one.name][index] ?? one.name,
  })),
}

const letterhead: Record<'zh' | 'en', ReceiptTemplateInput> = {
  zh: {
    studio: '玫瑰摄影工作室',
    address: '上海市静安区南京西路1025弄12号',
    phone: '021-6218 0000',
    taxId: '91310000MA1FL0000X',
    header: ['营业时间 10:00–21:00'],
    footer: ['谢谢惠顾，请保管好收据。', '取件请出示本收据'],
    branches: { main: { name: '静安总店' } },
  },
  en: {
    studio: 'Rose Photography',
    address: '12 Lane 1025, Nanjing Road West, Shanghai',
    phone: '021-6218 0000',
    taxId: '91310000MA1FL0000X',
    header: ['Open from 10 to 21'],
    footer: ['Thank you!', 'Please bring this receipt when you collect.'],
    branches: { main: { name: 'Jing’an' } },
  },
}

/** Everything that can stand on a receipt; a second copy, unless told. */
export function fullDocument(
  language: 'zh' | 'en',
  given: { copy?: number; paper?: ReceiptDocument['paper'] } = {},
): ReceiptDocument {
  const { copy = 2, paper = '80mm' } = given
  const template = receiptTemplateSchema.parse({
    ...letterhead[language],
    language,
    paper,
    qr: 'https://rose.example/r?n={number}&a={amount}',
  })
  return makeReceiptDocument({
    receipt: language === 'zh' ? receipt : { ...receipt, note: 'Collected on Friday <before noon>' },
    template,
    timeZone: 'Asia/Shanghai',
    order: language === 'zh' ? order : englishOrder,
    copy,
    customer: language === 'zh' ? '王芳 & 李强' : 'Wang Fang & Li Qiang',
    headHash: 'a3f1c2d4e5b60718293a4b5c6d7e8f90a3f1c2d4e5b60718293a4b5c6d7e8f90',
  })
}

/** Letters that are narrow, wide, joined, accented, of other directions, or that command printers and browsers. */
const piece = fc.oneof(
  { weight: 4, arbitrary: fc.string({ unit: 'grapheme', maxLength: 12 }) },
  {
    weight: 4,
    arbitrary: fc.constantFrom(
      '王芳',
      '，。',
      '（外景）',
      '😀',
      '👩‍👩‍👧',
      '🇨🇳',
      '❤️',
      'é',
      'e\u0301',
      '한국',
      'ﾊﾝ',
      '\u001b@',
      '\u001bp\u0000\u0019\u00fa',
      '\u202e0.01',
      '<script>',
      '"\'&',
      'a-very-long-word-that-has-no-blank-in-it',
      ' ',
      '  ',
      '\n',
      '—“”…',
      '㐀',
      '𠮷',
      '½',
      '¥',
      String.fromCharCode(0xd800),
    ),
  },
)
const words = fc.array(piece, { maxLength: 6 }).map((pieces) => pieces.join(''))
const amount = fc
  .bigInt({ min: 0n, max: 10n ** 14n })
  .map((minor) => `${minor / 100n}.${String(minor % 100n).padStart(2, '0')}`)
const maybe = fc.option(words)

const foreign = fc.record({
  currency: fc.constantFrom('USD', 'JPY'),
  amount,
  tendered: fc.option(amount),
  change: amount,
  rate: fc.constantFrom('7.12', '0.000283145', '700'),
  rateOn: fc.constant('2026-11-22'),
  source: words,
  worth: amount,
})

/** A document of any content that the schema takes. */
export const anyDocument: fc.Arbitrary<ReceiptDocument> = fc.record({
  version: fc.constant(1 as const),
  language: fc.constantFrom('en', 'zh'),
  paper: fc.constantFrom('58mm', '80mm', 'A5'),
  kind: fc.constantFrom('receipt', 'refund', 'void', 'bondReturn', 'cancellation'),
  header: fc.record({
    studio: words,
    branch: maybe,
    address: maybe,
    phone: maybe,
    taxId: maybe,
    lines: fc.array(words, { maxLength: 2 }),
  }),
  number: words,
  copy: fc.nat(3),
  businessDate: fc.constant('2026-11-22'),
  time: fc.constant('2026-11-23 02:05'),
  cashier: words,
  till: maybe,
  order: maybe,
  customer: maybe,
  purpose: maybe,
  reason: maybe,
  corrects: maybe,
  currency: fc.constant('CNY'),
  lines: fc.array(
    fc.record({ name: words, quantity: words, unitPrice: amount, gross: amount, discount: amount, amount }),
    { maxLength: 3 },
  ),
  sums: fc.option(fc.record({ gross: amount, discount: amount, total: amount })),
  taxes: fc.array(fc.record({ rate: fc.constantFrom('6', '13', '0.5'), amount }), { maxLength: 2 }),
  legs: fc.array(
    fc.record(
      { method: words, amount, tendered: fc.option(amount), change: amount, voucher: maybe, foreign },
      { requiredKeys: ['method', 'amount', 'tendered', 'change', 'voucher'] },
    ),
    { minLength: 1, maxLength: 3 },
  ),
  amount,
  change: amount,
  voided: fc.boolean(),
  approver: maybe,
  kept: fc.option(amount),
  bonus: fc.option(amount),
  storedValue: fc.option(amount),
  totalPaid: fc.option(amount),
  balanceDue: fc.option(amount),
  note: maybe,
  headHash: maybe,
  qr: maybe,
  footer: fc.array(words, { maxLength: 2 }),
})
