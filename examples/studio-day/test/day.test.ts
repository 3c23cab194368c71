import { memory, type StorageAdapter } from '@calotype/core'
import { sqlite } from '@calotype/storage-sqlite'
import { describe, expect, it } from 'vitest'
import { runDay } from '../src/day.ts'
import type { DayClose } from '../src/evening.ts'
import { type Language, Printer, widthOf } from '../src/print.ts'
import { openStudio } from '../src/studio.ts'

async function dayOn(storage: StorageAdapter, language: Language = 'both'): Promise<DayClose & { lines: string[] }> {
  const lines: string[] = []
  const studio = await openStudio(storage, new Printer(language, (line) => lines.push(line)))
  try {
    return { ...(await runDay(studio)), lines }
  } finally {
    await studio.engine.close()
  }
}

describe.each([
  ['in memory', () => memory()],
  ['on SQLite', () => sqlite({ file: ':memory:' })],
])('a day in the studio, %s', (_, storage) => {
  it('comes to what was worked out by hand', async () => {
    const { summary } = await dayOn(storage())
    // Orders: wedding 6,999 − 499 = 6,500; child 1,280 + 5 extra images of 80 = 1,680; the couple's is cancelled.
    expect(summary.bookings).toEqual({ customers: 3, orders: 3 })
    expect(summary.orders).toEqual({ count: 2, amount: '8180.00', averageTicket: '4090.00' })
    expect(summary.secondSales).toEqual({ count: 1, amount: '400.00' })
    // Taken: 2,000 + 1,280 + 600 + 480. Given back: 80 for an image, and 300 of the cancelled order's 600.
    expect(summary.receipts).toMatchObject({ count: 4, amount: '4360.00' })
    expect(summary.refunds).toEqual({ count: 2, amount: '380.00' })
    expect(summary.turnover).toBe('3980.00')
    expect(summary.receipts.byMethod).toEqual([
      { method: 'alipay', moneyIn: '1000.00', moneyOut: '0.00', net: '1000.00' },
      { method: 'card', moneyIn: '600.00', moneyOut: '300.00', net: '300.00' },
      // 300 handed over, 20 change.
      { method: 'cash', moneyIn: '280.00', moneyOut: '0.00', net: '280.00' },
      { method: 'wechat', moneyIn: '2480.00', moneyOut: '80.00', net: '2400.00' },
    ])
    // The child's order is delivered; of the wedding 2,000 are paid and 4,500 are due.
    expect(summary.pickups).toEqual({ customers: 1, orders: 1, amount: '1680.00' })
    expect(summary.prepayments).toEqual({ taken: '4360.00', balance: '2000.00' })
    expect(summary.receivables).toEqual({ orders: 1, outstanding: '4500.00', delivered: '0.00' })
    expect(summary.arrears).toEqual({ orders: 0, amount: '0.00' })
  })

  it('leaves the books in balance', async () => {
    const { books } = await dayOn(storage())
    expect(Object.fromEntries(books.accounts.map(({ account, balance }) => [account, balance]))).toEqual({
      Capital: '-5000.00',
      // 5,000 − the float of 500 + the cash of the day, 280.
      'Cash:Safe': '4780.00',
      'Cash:Till:main': '500.00',
      'Clearing:Alipay': '1000.00',
      'Clearing:Card': '300.00',
      'Clearing:WeChat': '2400.00',
      // The wedding's earnest money.
      CustomerDeposits: '-2000.00',
      'Income:ForfeitedDeposits': '-300.00',
      'Income:Package': '-1280.00',
      'Income:SecondSale': '-400.00',
    })
    expect(books.totals).toEqual([{ currency: 'CNY', debit: '12500.00', credit: '12500.00' }])
  })

  it('reads the same at every run', async () => {
    const { lines } = await dayOn(storage())
    await expect(`${lines.join('\n')}\n`).toMatchFileSnapshot('day.txt')
    expect(lines.filter((line) => /[0-9a-f]{8}-[0-9a-f]{4}-7/.test(line))).toEqual([])
  })
})

it('can be told in one language', async () => {
  const zh = await dayOn(memory(), 'zh')
  expect(zh.lines).toContain('08:45  开柜：从保险柜取备用金 500.00 元')
  const en = await dayOn(memory(), 'en')
  expect(en.lines).toContain('08:45  The till is opened with a float of 500.00 from the safe')
})

it('counts a Chinese character as two columns of the screen', () => {
  expect(widthOf('王芳 wf')).toBe(7)
  expect(widthOf('：（）')).toBe(6)
})
