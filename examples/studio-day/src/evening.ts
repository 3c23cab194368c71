/** The day close: the till, the receipts, the books, the day in numbers. */
import { chartAccount, type DailySummary, Money, type TrialBalance } from '@calotype/core'
import { day } from './day-clock.ts'
import { money } from './print.ts'
import { methodName, receiptRow } from './receipts.ts'
import type { StudioAtWork } from './studio.ts'

/** What the day came to. */
export interface DayClose {
  readonly books: TrialBalance
  readonly summary: DailySummary
}

export async function evening(studio: StudioAtWork): Promise<DayClose> {
  studio.print.chapter({ zh: '晚上：日结', en: 'Evening: the day close' })
  await closeTill(studio)
  await listReceipts(studio)
  const books = await closeBooks(studio)
  const summary = await sumUp(studio)
  return { books, summary }
}

async function closeTill({ clock, print, manager }: StudioAtWork): Promise<void> {
  const time = clock.moveTo('20:30')
  const till = await manager.ledger.accountBalance({ account: 'Cash:Till:main' })
  const float = Money.of('500.00', till.currency)
  const taken = Money.of(till.balance, till.currency).minus(float).toString()
  print.step(time, {
    zh: `收银台应有现金 ${money(till.balance)} 元，留 ${float} 元备用金`,
    en: `The till must hold ${money(till.balance)}; the float of ${float} stays`,
  })
  await manager.ledger.post({
    memo: 'Cash of the day goes to the safe',
    lines: [
      { account: 'Cash:Safe', debit: taken },
      { account: 'Cash:Till:main', credit: taken },
    ],
  })
}

async function listReceipts({ clock, print, manager }: StudioAtWork): Promise<void> {
  print.step(clock.moveTo('20:40'), { zh: '收据明细', en: 'Receipts of the day' })
  const { items } = await manager.ledger.receipts({ from: day, to: day })
  print.table(
    [
      { zh: '收据', en: 'receipt' },
      { zh: '类型', en: 'kind' },
      { zh: '客户', en: 'customer' },
      { zh: '订单', en: 'order' },
      { zh: '方式', en: 'method' },
      { zh: '金额', en: 'amount' },
    ],
    items.toReversed().map((receipt) => receiptRow(print, receipt)),
  )
}

async function closeBooks({ clock, print, manager }: StudioAtWork): Promise<TrialBalance> {
  const time = clock.moveTo('20:45')
  const books = await manager.ledger.trialBalance({ to: day })
  const inBalance = books.totals.every((total) => total.debit === total.credit)
  print.step(time, {
    zh: `试算平衡表：${inBalance ? '借贷平衡' : '不平！'}`,
    en: `Trial balance: ${inBalance ? 'in balance' : 'NOT IN BALANCE'}`,
  })
  print.table(
    [
      { zh: '科目', en: 'account' },
      { zh: '名称', en: 'name' },
      { zh: '借方', en: 'debit' },
      { zh: '贷方', en: 'credit' },
      { zh: '余额', en: 'balance' },
    ],
    [
      ...books.accounts.map(({ account, debit, credit, balance }) => {
        const { nameZh = account, name = account } = chartAccount(account) ?? {}
        return [account, { zh: nameZh, en: name }, money(debit), money(credit), money(balance)]
      }),
      ...books.totals.map(({ debit, credit }) => ['', { zh: '合计', en: 'total' }, money(debit), money(credit), '']),
    ],
  )
  return books
}

async function sumUp({ clock, print, manager }: StudioAtWork): Promise<DailySummary> {
  print.step(clock.moveTo('21:00'), { zh: `日报 ${day}`, en: `The day in numbers, ${day}` })
  const summary = await manager.statistics.dailySummary({ date: day })
  print.table(
    [
      { zh: '指标', en: 'measure' },
      { zh: '数值', en: 'value' },
    ],
    summary.measures.map(({ name, value }) => [name, value === null ? '-' : money(String(value))]),
  )
  print.step(clock.moveTo('21:05'), { zh: '收款方式', en: 'Money by method' })
  print.table(
    [
      { zh: '方式', en: 'method' },
      { zh: '收入', en: 'in' },
      { zh: '退出', en: 'out' },
      { zh: '净额', en: 'net' },
    ],
    summary.receipts.byMethod.map(({ method, moneyIn, moneyOut, net }) => [
      methodName(method),
      money(moneyIn),
      money(moneyOut),
      money(net),
    ]),
  )
  return summary
}
