/** What may happen in a random year, and the texts that people write. */
import { Money } from '@calotype/core'
import fc from 'fast-check'

const pieces = [
  '房租',
  '王芳',
  '💒',
  '👩‍❤️‍👨',
  '"',
  "'",
  ';',
  '; ',
  '\\',
  '\\"',
  '|',
  '(',
  ')',
  '*',
  '!',
  '#tag',
  '^link',
  '{',
  '}',
  '[2020-01-01]',
  'date:2020-01-01',
  'type:X',
  ':tag:',
  'key: value',
  '=1+1',
  '@@ 5 USD',
  '  ',
  '\t',
  '\n',
  '\r\n',
  '\u2028',
  '\u00a0',
  '；',
  'é',
  '𠮷',
  '2026-01-01 * ',
  'include /etc/passwd',
  '100.00 CNY',
  '%',
  '~',
  '-',
  '–',
  '<b>',
  ',',
  '，',
  '\u200f',
  '\ufeff',
  'a',
]

/** Texts that break careless writers: quotes, comment signs, line breaks, dates, tags, scripts of several writings. */
export const awkwardText: fc.Arbitrary<string> = fc
  .array(fc.constantFrom(...pieces), { minLength: 1, maxLength: 8 })
  .map((parts) => parts.join(' '))
  .filter((text) => text.trim() !== '')

const amount = fc.bigInt({ min: 1n, max: 900_000n }).map((minor) => Money.ofMinor(minor, 'CNY').toString())
const small = fc.bigInt({ min: 1n, max: 60_000n }).map((minor) => Money.ofMinor(minor, 'CNY').toString())

const shared = {
  /** Which order, receipt or customer of those that there are. */
  pick: fc.nat(),
  east: fc.boolean(),
  text: awkwardText,
  /** Twelfths of an amount; also a number of pieces. */
  share: fc.integer({ min: 1, max: 12 }),
  method: fc.constantFrom('cash', 'wechat', 'alipay', 'card', 'transfer'),
  till: fc.constantFrom('front', 'Front', 'back_2'),
}

const place = fc.record({
  ...shared,
  does: fc.constant('place' as const),
  amount: small,
  items: fc.array(fc.constantFrom('wedding-classic', 'album-12', 'extra-image'), { minLength: 1, maxLength: 3 }),
})
const pay = fc.record({ ...shared, does: fc.constant('pay' as const) })
const refund = fc.record({ ...shared, does: fc.constant('refund' as const) })
const secondSale = fc.record({ ...shared, does: fc.constant('secondSale' as const) })
const pickUp = fc.record({ ...shared, does: fc.constant('pickUp' as const) })
const cancel = fc.record({
  ...shared,
  does: fc.constant('cancel' as const),
  forfeit: fc.constantFrom('0', '0.01', '1.00'),
})
const post = fc.record({
  ...shared,
  does: fc.constant('post' as const),
  amount,
  accounts: fc.constantFrom<[string, string]>(
    ['Rent', 'Bank:main'],
    ['Bank:main', 'Capital'],
    ['Bank:Main', 'Clearing:WeChat'],
    ['Cash:Safe', 'Cash:Till:front'],
    ['Payroll:Gross', 'Payroll:NetPay'],
    ['Inventory:Albums', 'OutputVAT'],
    ['Marketing:small_print', 'Marketing:Small-print'],
    ['Bank:main', 'Income:Printing'],
    ['Equipment', 'Equity'],
  ),
})

/** At the branch that has tills: open, close with what was counted, pay out, bring to the safe. */
const openShift = fc.record({ ...shared, does: fc.constant('openShift' as const), amount: small })
const closeShift = fc.record({
  ...shared,
  does: fc.constant('closeShift' as const),
  /** Minor units that the drawer is over, or short. */
  off: fc.constantFrom(0n, 0n, 1n, -1n, 4_000n, -4_000n),
})
const payOut = fc.record({
  ...shared,
  does: fc.constant('payOut' as const),
  amount: small,
  account: fc.constantFrom('Utilities', 'Marketing', 'Repairs'),
})
const drop = fc.record({ ...shared, does: fc.constant('drop' as const), amount: small })
const topUp = fc.record({ ...shared, does: fc.constant('topUp' as const), amount: small })
const payStored = fc.record({ ...shared, does: fc.constant('payStored' as const) })
/** At a payment provider: begun, then arrived at the bank less a fee. */
const payOnline = fc.record({ ...shared, does: fc.constant('payOnline' as const) })
const settle = fc.record({
  ...shared,
  does: fc.constant('settle' as const),
  /** Of ten thousand. */
  fee: fc.constantFrom(0n, 38n, 60n),
})
/** Books of the month before are closed. */
const closeMonth = fc.record({ ...shared, does: fc.constant('closeMonth' as const) })
const foreign = {
  currency: fc.constantFrom('USD', 'JPY', 'KWD'),
  /** Minor units of the currency. */
  minor: fc.bigInt({ min: 1n, max: 20_000n }),
  /** Per cent of a rate of old. */
  percent: fc.integer({ min: 90, max: 108 }),
}
const payForeign = fc.record({ ...shared, ...foreign, does: fc.constant('payForeign' as const) })
const exchange = fc.record({ ...shared, ...foreign, does: fc.constant('exchange' as const), sell: fc.boolean() })

export const actions = fc.oneof(
  { weight: 5, arbitrary: place },
  { weight: 6, arbitrary: pay },
  { weight: 2, arbitrary: refund },
  { weight: 2, arbitrary: secondSale },
  { weight: 2, arbitrary: pickUp },
  { weight: 1, arbitrary: cancel },
  { weight: 4, arbitrary: post },
  { weight: 4, arbitrary: openShift },
  { weight: 2, arbitrary: closeShift },
  { weight: 1, arbitrary: payOut },
  { weight: 1, arbitrary: drop },
  { weight: 2, arbitrary: topUp },
  { weight: 1, arbitrary: payStored },
  { weight: 3, arbitrary: payOnline },
  { weight: 1, arbitrary: settle },
  { weight: 1, arbitrary: closeMonth },
  { weight: 2, arbitrary: payForeign },
  { weight: 1, arbitrary: exchange },
)

export type Action = typeof actions extends fc.Arbitrary<infer T> ? T : never
