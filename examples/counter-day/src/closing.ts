/** The evening: the till is counted while somebody still sells, the day is closed, and the books are proved. */
import { isCalotypeError, type PaymentReceipt, type TillDayRecord } from '@calotype/core'
import { money } from '@calotype/example-story'
import { renderText } from '@calotype/receipts'
import type { Opened } from './opening.ts'
import { day, type StudioAtWork } from './studio.ts'

export async function closing(
  studio: StudioAtWork,
  opened: Opened,
  second: { readonly shiftId: string; readonly receipt: PaymentReceipt },
): Promise<void> {
  studio.print.chapter('Evening: the day is closed')
  await countTill(studio, opened, second.shiftId)
  await closeDay(studio)
  await proveBooks(studio)
  await printReceipt(studio, second.receipt)
}

async function countTill(studio: StudioAtWork, { orders }: Opened, shiftId: string): Promise<void> {
  const { clock, print, checks, meiMei, manager } = studio
  print.step(
    clock.moveTo('20:00'),
    'Mei Mei counts 1,107.00; while she closes, He Juan pays 100.00 and Zhao Lei 200.00',
  )
  const pay = (orderId: string, amount: string) =>
    meiMei.ledger.takePayment({ orderId, legs: [{ method: 'cash', amount }] })
  const [before, close, after] = await Promise.allSettled([
    pay(orders.he, '100.00'),
    meiMei.tills.closeShift({ cash: { amount: '1107.00' }, toSafe: '607.00', note: 'Three yuan are missing' }),
    pay(orders.zhao, '200.00'),
  ])
  checks.is('the first of them', before.status === 'fulfilled' ? before.value.amount : 'refused', '100.00')
  const code = after.status === 'rejected' && isCalotypeError(after.reason) ? after.reason.code : 'taken'
  checks.is('the second of them', code, 'CASH_WITHOUT_SHIFT')
  const report = await manager.tills.shiftReport({ shiftId })
  print.line(`Report ${report.number}: ${money(report.expected)} expected, ${money(report.counted ?? '')} counted`)
  checks.is('closed', close.status === 'fulfilled' && report.report === 'Z', true)
  checks.is('the one sale is in it', report.expected, '1110.00')
  checks.is('difference', report.difference, '-3.00')
  checks.is('left for tomorrow', report.left, '500.00')
}

async function closeDay({ clock, print, checks, manager }: StudioAtWork): Promise<void> {
  print.step(clock.moveTo('20:30'), `Zhou Min closes ${day}`)
  const close = await manager.tills.closeDay({})
  const { totals } = close
  if (totals === null) throw new Error('a close has no totals')
  print.line(`Z report ${close.number}`)
  print.line('')
  printTotals(print, totals)
  print.line(`head of the chain  ${close.headSequence}:${close.headHash}`)
  print.line('')
  checks.are('methods', new Map(totals.methods.map((one) => [one.method, one.net])), {
    alipay: '1000.00',
    // 820 were charged, and 20 of them came out of the drawer.
    card: '800.00',
    cash: '1680.00',
    meituan: '300.00',
    storedValue: '401.40',
    wechat: '1700.00',
  })
  checks.is('all differences of the drawers', totals.difference, '-3.00')
  checks.is('receipts', totals.receipts.length, 14)
  const head = await manager.ledger.sealHead({})
  checks.is('the head on the report is that of the books', close.headHash === head.hash, true)
}

function printTotals(print: StudioAtWork['print'], totals: NonNullable<TillDayRecord['totals']>): void {
  print.table(
    ['method', 'in', 'out', 'net'],
    totals.methods.map((one) => [one.method, money(one.in), money(one.out), money(one.net)]),
  )
  print.line('')
  print.table(
    ['category', 'account', 'amount'],
    totals.categories.map((one) => [one.category, one.account, money(one.amount)]),
  )
  print.line('')
  print.table(
    ['receipts', 'how many', 'from', 'to', 'amount'],
    totals.ranges.map((one) => [one.kind, `${one.count}`, one.first, one.last, money(one.amount)]),
  )
  print.line('')
  print.table(
    ['shift', 'cashier', 'expected', 'counted', 'difference'],
    totals.shifts.map((one) => [one.number, one.cashier, money(one.expected), money(one.counted), one.difference]),
  )
  print.line('')
}

/** Every balance of the day, worked out by hand. Assets and expenses are above zero. */
const balances = {
  Capital: '-5000.00',
  // 5,000 − the float 500 + the drop 1,000 + 607 with the close.
  'Cash:Safe': '6107.00',
  'Cash:Till:front': '500.00',
  'Clearing:Alipay': '1000.00',
  // 820 were charged; 20 of them went back out of the drawer.
  'Clearing:Card': '820.00',
  'Clearing:Meituan': '300.00',
  'Clearing:WeChat': '1700.00',
  // Wang Fang 2,680, Liu Yang 180, He Juan 801.40, Zhao Lei 350.
  CustomerDeposits: '-4011.40',
  'Income:Discounts': '1.40',
  'Income:DressRental': '-50.00',
  'Income:Product': '-801.40',
  // Liu Yang 20, He Juan 598.60.
  StoredValue: '-618.60',
  StoredValueDiscounts: '50.00',
  StoredValueGiven: '-50.00',
  // 5 of the float, 3 of the count.
  TillShort: '8.00',
  Utilities: '45.00',
}

async function proveBooks({ engine, clock, print, checks, manager }: StudioAtWork): Promise<void> {
  print.step(clock.moveTo('20:40'), 'The books')
  const books = await manager.ledger.trialBalance({})
  const open = books.accounts.filter((one) => one.balance !== '0.00')
  print.table(
    ['account', 'debit', 'credit', 'balance'],
    [
      ...open.map((one) => [one.account, money(one.debit), money(one.credit), money(one.balance)]),
      ...books.totals.map((one) => ['', money(one.debit), money(one.credit), '']),
    ],
  )
  print.line('')
  const [total] = books.totals
  checks.is('debits less credits', total?.debit === total?.credit ? '0.00' : 'not even', '0.00')
  checks.are('balances', new Map(open.map((one) => [one.account, one.balance])), balances)
  // The close of the day is a fact of its own, sealed after it.
  await engine.settle()
  const { intact, unsealed } = await manager.ledger.verify({})
  checks.is('the chain is intact', intact, true)
  checks.is('entries that are not sealed', unsealed?.count ?? 'unknown', 0)
}

async function printReceipt(
  { clock, print, checks, liNa }: StudioAtWork,
  { id: receiptId }: PaymentReceipt,
): Promise<void> {
  print.step(clock.moveTo('20:45'), 'The first receipt of the day, as it was printed')
  const { document } = await liNa.receipts.print({ receiptId })
  const text = renderText({ ...document, customer: 'Wang Fang' })
  print.line('')
  for (const line of text.trimEnd().split('\n')) print.line(`│ ${line.padEnd(32)} │`)
  print.line('')
  checks.is('it shows the change', /Change\s+20\.00/.test(text), true)
}
