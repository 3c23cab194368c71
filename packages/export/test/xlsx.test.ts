/** The books as a workbook, read back and held against what the ledger answers. */
import { memory, Money } from '@calotype/core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type ExportXlsxOptions, exportCsv, exportXlsx } from '../src/index.ts'
import { openStudio, type RecordedYear, recordYear } from './random-year.ts'
import { readRecords } from './read-csv.ts'
import { joined } from './trial.ts'
import { openpyxlReads, type ReadCell, type ReadSheet, type ReadWorkbook, unread } from './workbooks.ts'

const range = { from: '2026-04-01', to: '2026-12-31' }
const options = { ...range, timeZone: 'Asia/Shanghai', title: 'Rose' }
/** Of the random year. */
const currencies = ['CNY', 'JPY', 'KWD', 'USD']

async function bytesOf(desk: Parameters<typeof exportXlsx>[0], given: ExportXlsxOptions): Promise<Uint8Array> {
  const chunks: Uint8Array[] = []
  for await (const chunk of exportXlsx(desk, given)) chunks.push(chunk)
  return Buffer.concat(chunks)
}

/** Decimals that a format of amounts shows, such as three of `#,##0.000`; undefined for formats of anything else. */
const decimalsOf = (format: string): number | undefined =>
  /^#,##0(?:\.(0+))?$/.exec(format)?.slice(1)[0]?.length ?? (format === '#,##0' ? 0 : undefined)

/** A cell as it is shown, without marks between thousands: amounts with the decimals of their format. */
function shown({ kind, text, format }: ReadCell): string {
  const decimals = kind === 'n' || kind === 'f' ? decimalsOf(format) : undefined
  return decimals === undefined ? text : Number(text).toFixed(decimals)
}

/** The rows under the heading, by heading, the totals left out. */
function recordsOf({ cells, filtered }: ReadSheet): Record<string, string>[] {
  const headings = new Map(
    cells.filter(({ at }) => /^[A-Z]+1$/.test(at)).map(({ at, text }) => [at.replace('1', ''), text]),
  )
  const last = Number(/\d+$/.exec(filtered)?.[0])
  const records: Record<string, string>[] = Array.from({ length: last - 1 }, () => ({}))
  for (const cell of cells) {
    const { column, row } = placeOf(cell)
    const record = records[row - 2]
    if (record !== undefined && row >= 2) record[headings.get(column) ?? ''] = shown(cell)
  }
  return records
}

function placeOf({ at }: ReadCell): { readonly column: string; readonly row: number } {
  const [, column = '', row = ''] = /^([A-Z]+)(\d+)$/.exec(at) ?? []
  return { column, row: Number(row) }
}

/** The totals under a sheet by currency, in the order of its columns; each is a formula with its value. */
function totalsOf({ cells, filtered }: ReadSheet): Map<string, string[]> {
  const last = Number(/\d+$/.exec(filtered)?.[0])
  const rows = new Map<number, ReadCell[]>()
  for (const cell of cells) {
    const { row } = placeOf(cell)
    if (row > last) rows.set(row, [...(rows.get(row) ?? []), cell])
  }
  return new Map(
    [...rows.values()].map(([label, ...totals]) => {
      expect(totals.map(({ kind }) => kind)).toEqual(totals.map(() => 'f'))
      return [label?.text.replace('Total ', '') ?? '', totals.map(shown)]
    }),
  )
}

const sum = (currency: string, amounts: readonly (string | undefined)[]) =>
  Money.sum(
    currency,
    amounts.flatMap((text) => (text === undefined ? [] : [Money.of(text, currency)])),
  ).toString()

/** Minor units; fails where an amount has more decimals than its currency. */
const minorOf = (row: Record<string, string>, heading: string) => {
  const currency = row.Currency ?? ''
  const text = row[heading]
  if (text === undefined) return 0n
  const amount = Money.of(text, currency)
  expect(text).toBe(amount.toString())
  return amount.minor
}

describe.skipIf(unread('openpyxl'))('the books as a workbook', () => {
  let year: RecordedYear
  let book: ReadWorkbook
  const sheetOf = (name: string): ReadSheet => {
    const found = book.sheets.find((one) => one.name === name)
    if (found === undefined) throw new Error(`There is no sheet ${name}.`)
    return found
  }
  beforeAll(async () => {
    year = await recordYear(memory(), 23, 200)
    book = await openpyxlReads(await bytesOf(year.desk, options))
  })
  afterAll(() => year.engine.close())

  it('has the four sheets, each with its heading in view and filters over its rows', () => {
    expect(book.title).toBe('Rose')
    expect(book.sheets.map(({ name }) => name)).toEqual(['Journal', 'Trial balance', 'General ledger', 'Receipts'])
    for (const { frozen, filtered, printed, cells, widths } of book.sheets) {
      expect(frozen).toBe('A2')
      expect(filtered).toMatch(/^A1:[A-Z]+\d+$/)
      expect(printed).toBe('$1:$1')
      expect(widths.every((width) => width >= 7)).toBe(true)
      expect(cells[0]?.bold).toBe(true)
    }
  })

  it('has every line of the journal as the CSV has it, to the cent and to the character', async () => {
    const csv = readRecords(await joined(exportCsv(year.desk, range)))
    const records = recordsOf(sheetOf('Journal'))
    expect(records).toHaveLength(csv.length)
    const told = (text = '') => (text === '' ? undefined : text)
    // A line stands on one side: nothing is shown on the other.
    const amount = (text = '') => (/^0(\.0+)?$/.test(text) ? undefined : text)
    expect(new Set(csv.map(({ currency }) => currency))).toEqual(new Set(currencies))
    for (const [at, line] of csv.entries()) {
      expect(records[at]).toMatchObject({
        Date: `${line.businessDate}T00:00:00`,
        'Entry ID': line.entryId,
        Line: line.line,
      })
      expect([records[at]?.Account, records[at]?.Debit, records[at]?.Credit, records[at]?.Currency]).toEqual([
        line.account,
        amount(line.debit),
        amount(line.credit),
        line.currency,
      ])
      expect([records[at]?.Description, records[at]?.Number, records[at]?.Category, records[at]?.Order]).toEqual(
        [line.memo, line.number, line.category, line.orderId].map(told),
      )
      expect(records[at]?.['Moves money']).toBe(line.cash === 'true' ? 'yes' : undefined)
      const local = new Date(Date.parse(line.at ?? '') + 8 * 3_600_000).toISOString().slice(0, 19)
      expect(records[at]?.Time).toBe(local)
    }
    const expected = currencies.map((currency): [string, string[]] => {
      const own = csv.filter((line) => line.currency === currency)
      return [
        currency,
        [
          sum(
            currency,
            own.map(({ debit }) => debit),
          ),
          sum(
            currency,
            own.map(({ credit }) => credit),
          ),
        ],
      ]
    })
    expect([...totalsOf(sheetOf('Journal'))]).toEqual(expected)
  })

  it('has a trial balance that leads from the opening balances to the closing ones', async () => {
    const records = recordsOf(sheetOf('Trial balance'))
    const [opening, period, closing] = await Promise.all([
      year.desk.ledger.trialBalance({ to: '2026-03-31' }),
      year.desk.ledger.trialBalance(range),
      year.desk.ledger.trialBalance({ to: range.to }),
    ])
    const signed = (row: Record<string, string>, when: string) =>
      Money.ofMinor(minorOf(row, `${when} debit`) - minorOf(row, `${when} credit`), row.Currency ?? '').toString()
    expect(records.map((row) => [row.Account, row.Currency, signed(row, 'Closing')])).toEqual(
      closing.accounts.map(({ account, currency, balance }) => [account, currency, balance]),
    )
    for (const row of records) {
      const of = ({ accounts }: typeof opening) =>
        accounts.find(({ account, currency }) => account === row.Account && currency === row.Currency)
      const none = Money.zero(row.Currency ?? '').toString()
      expect(signed(row, 'Opening')).toBe(of(opening)?.balance ?? none)
      expect([row.Debit, row.Credit]).toEqual([of(period)?.debit ?? none, of(period)?.credit ?? none])
      expect(minorOf(row, 'Opening debit') > 0n && minorOf(row, 'Opening credit') > 0n).toBe(false)
    }
    // Foreign money too was there before.
    expect(
      records.filter((row) => row.Currency !== 'CNY' && minorOf(row, 'Opening debit') > 0n).length,
    ).toBeGreaterThan(1)
    const totals = totalsOf(sheetOf('Trial balance'))
    expect([...totals.keys()]).toEqual(currencies)
    for (const [currency, [openingDebit, openingCredit, debit, credit, closingDebit, closingCredit]] of totals) {
      expect([openingDebit, debit, closingDebit]).toEqual([openingCredit, credit, closingCredit])
      const [total] = period.totals.filter((one) => one.currency === currency)
      expect(debit).toBe(total?.debit)
    }
  })

  it('has a general ledger by account and currency whose balances run from line to line to the closing one', async () => {
    const records = recordsOf(sheetOf('General ledger'))
    const keyOf = (row: Record<string, string>) => `${row.Account} ${row.Currency}`
    const running = new Map<string, bigint>()
    const { accounts } = await year.desk.ledger.trialBalance({ to: range.to })
    const { accounts: before } = await year.desk.ledger.trialBalance({ to: '2026-03-31' })
    const carried = new Map<string, string>()
    for (const [at, row] of records.entries()) {
      const key = keyOf(row)
      const balance = minorOf(row, 'Balance') * (row.Side === 'Credit' ? -1n : 1n)
      const previous = records[at - 1]
      const follows = previous !== undefined && keyOf(previous) === key
      // All rows of an account in a currency stand together.
      expect(running.has(key)).toBe(follows)
      if (row.Description === 'Opening balance' && row['Entry ID'] === undefined) {
        expect(follows).toBe(false)
        carried.set(key, Money.ofMinor(balance, row.Currency ?? '').toString())
        running.set(key, balance)
        continue
      }
      if (follows) expect((previous.Date ?? '') <= (row.Date ?? '')).toBe(true)
      const after = (running.get(key) ?? 0n) + minorOf(row, 'Debit') - minorOf(row, 'Credit')
      expect(after).toBe(balance)
      running.set(key, after)
      expect(row.Side).toBe(after === 0n ? '–' : after > 0n ? 'Debit' : 'Credit')
    }
    const opened = before.map(({ account, currency, balance }): [string, string] => [`${account} ${currency}`, balance])
    expect(carried).toEqual(new Map(opened.filter(([, balance]) => !/^0(\.0+)?$/.test(balance))))
    expect(running).toEqual(
      new Map(
        accounts.map(({ account, currency, balance }) => [`${account} ${currency}`, Money.of(balance, currency).minor]),
      ),
    )
    expect(records.length - carried.size).toBe(recordsOf(sheetOf('Journal')).length)
    expect(totalsOf(sheetOf('General ledger'))).toEqual(totalsOf(sheetOf('Journal')))
  })

  it('has the receipts with what came in apart from what was given back', async () => {
    const records = recordsOf(sheetOf('Receipts'))
    const { items } = await year.desk.ledger.receipts({ ...range, limit: 200 })
    expect(records.map((row) => [row.Number, row.Received ?? `-${row['Given back']}`])).toEqual(
      items.map(({ number, kind, amount }) => [number, kind === 'receipt' ? amount : `-${amount}`]),
    )
    expect(items.some(({ kind }) => kind !== 'receipt')).toBe(true)
  })

  it('speaks Chinese, has the sheets that are asked for, and the branch alone', async () => {
    const bytes = await bytesOf(year.desk, {
      to: range.to,
      language: 'zh',
      sheets: ['receipts', 'journal'],
      branch: 'east-2',
    })
    const { sheets } = await openpyxlReads(bytes)
    expect(sheets.map(({ name }) => name)).toEqual(['收据明细', '序时账'])
    const [receipts, journal] = sheets.map(recordsOf)
    expect(new Set(journal?.map((row) => row.门店))).toEqual(new Set(['east-2']))
    expect(Object.keys(journal?.[0] ?? {})).toEqual(
      expect.arrayContaining(['日期', '凭证号', '科目编码', '借方金额', '制单人']),
    )
    expect(receipts?.map((row) => row.类型)).toContain('收款')
    // Every kind has its word: none is shown by its code.
    const kinds = new Set(journal?.map((row) => row.类型))
    expect([...kinds].filter((kind = '') => !/^\p{Script=Han}+$/u.test(kind))).toEqual([])
    for (const kind of ['备用金', '钱箱支出', '缴存保险柜', '现金长短款']) expect(kinds).toContain(kind)
    expect(sheets[1]?.cells.at(-1)?.kind).toBe('f')
  })

  it('of nothing is sheets without a row', async () => {
    const { engine, main } = await openStudio(memory())
    const { sheets } = await openpyxlReads(await bytesOf(main, { to: '2026-12-31' }))
    await engine.close()
    expect(sheets.map((one) => recordsOf(one).length)).toEqual([0, 0, 0, 0])
  })
})

describe.skipIf(unread('openpyxl'))('a day of yen and dinars as a workbook', () => {
  let sheets: ReadWorkbook['sheets']
  beforeAll(async () => {
    const { engine, main: desk, clock } = await openStudio(memory())
    await desk.catalog.addItem({ code: 'portrait', kind: 'service', name: '写真', price: '8000.00' })
    const rates = [
      { currency: 'JPY', rate: '0.05' },
      { currency: 'KWD', rate: '23' },
    ]
    await desk.currency.setRates({ rates, source: 'test' })
    const { id: customerId } = await desk.customers.register({ name: '王芳' })
    const { id: orderId } = await desk.orders.place({ customerId, lines: [{ item: 'portrait' }] })
    const pay = (...legs: { method: string; amount: string; currency?: string }[]) =>
      desk.ledger.takePayment({ orderId, legs, till: 'front' })
    await pay({ method: 'cash', amount: '12345', currency: 'JPY' })
    clock.now = '2026-01-02T01:00:00.000Z'
    await pay(
      { method: 'cash', amount: '10.005', currency: 'KWD' },
      { method: 'cash', amount: '100.00' },
      { method: 'card', amount: '800', currency: 'JPY' },
    )
    clock.now = '2026-01-03T01:00:00.000Z'
    await pay({ method: 'cash', amount: '1000', currency: 'JPY' })
    const yen = { account: 'Cash:Till:front', currency: 'JPY', amount: '2345' }
    await desk.ledger.exchange({ from: yen, to: { account: 'Bank:main', amount: '120.00' } })
    sheets = (await openpyxlReads(await bytesOf(desk, { from: '2026-01-02', to: '2026-01-03', language: 'zh' }))).sheets
    await engine.close()
  })
  const rowsOf = (title: string, account: string, headings: readonly string[]) => {
    const found = sheets.find(({ name }) => name === title)
    const records = found === undefined ? [] : recordsOf(found)
    return records.filter((row) => row.科目编码 === account).map((row) => headings.map((one) => row[one] ?? ''))
  }

  it('has the lines of a drawer by currency, each with the balance of that currency', () => {
    const headings = ['币种', '借方金额', '贷方金额', '方向', '余额', '类型']
    expect(rowsOf('明细账', 'Cash:Till:front', headings)).toEqual([
      ['CNY', '100.00', '', '借', '100.00', '收款'],
      ['JPY', '', '', '借', '12345', ''],
      ['JPY', '1000', '', '借', '13345', '收款'],
      ['JPY', '', '2345', '借', '11000', '外币兑换'],
      ['KWD', '10.005', '', '借', '10.005', '收款'],
    ])
    // What the yen were taken for stands in yuan, beside the yen that are owed by nobody.
    expect(rowsOf('明细账', 'CurrencyExchange:JPY', headings).filter(([currency]) => currency === 'JPY')).toEqual([
      ['JPY', '', '', '贷', '12345', ''],
      ['JPY', '', '800', '贷', '13145', '收款'],
      ['JPY', '', '1000', '贷', '14145', '收款'],
      ['JPY', '2345', '', '贷', '11800', '外币兑换'],
    ])
  })

  it('has a balance of each account in each currency, and totals of each', () => {
    const headings = ['币种', '期初借方', '期初贷方', '本期借方', '本期贷方', '期末借方', '期末贷方']
    expect(rowsOf('科目余额表', 'Cash:Till:front', headings)).toEqual([
      ['CNY', '', '', '100.00', '0.00', '100.00', ''],
      ['JPY', '12345', '', '1000', '2345', '11000', ''],
      ['KWD', '', '', '10.005', '0.000', '10.005', ''],
    ])
    const found = sheets.find(({ name }) => name === '科目余额表')
    const totals = found?.cells.filter((cell) => /^合计 (JPY|KWD)$/.test(cell.text) || cell.kind === 'f').map(shown)
    expect(totals?.slice(totals.indexOf('合计 JPY'))).toEqual([
      ...['合计 JPY', '12345', '12345', '4145', '4145', '11800', '11800'],
      ...['合计 KWD', '10.005', '10.005', '10.005', '10.005'],
    ])
  })

  it('has receipts in the currency of the studio, with what was handed over beside the method', () => {
    const found = sheets.find(({ name }) => name === '收据明细')
    const records = found === undefined ? [] : recordsOf(found)
    expect(records.map((row) => [row.币种, row.收款金额, row.支付方式])).toEqual([
      ['CNY', '50.00', 'cash (JPY 1000)'],
      ['CNY', '370.12', 'cash 230.12 (KWD 10.005), cash 100.00, card 40.00 (JPY 800)'],
    ])
  })
})

describe('a workbook that would be wrong', () => {
  it('ends in an error: what was written is not what the ledger answers', async () => {
    const { engine, desk } = await recordYear(memory(), 23, 60)
    const moved = {
      ledger: {
        ...desk.ledger,
        accounts: desk.ledger.accounts,
        receipts: desk.ledger.receipts,
        trialBalance: desk.ledger.trialBalance,
        async entries(input: Parameters<typeof desk.ledger.entries>[0]) {
          const page = await desk.ledger.entries(input)
          return { ...page, items: page.items.slice(1) }
        },
      },
    }
    for (const sheets of [['journal'], ['generalLedger']] as const) {
      await expect(bytesOf(moved, { to: '2026-12-31', sheets })).rejects.toMatchObject({ code: 'EXPORTED_BOOKS_MOVED' })
    }
    // Dinars are posted to an account while it is written, which had none when its balances were asked for.
    const late = {
      ledger: {
        ...moved.ledger,
        entries: desk.ledger.entries,
        async trialBalance(input: Parameters<typeof desk.ledger.trialBalance>[0]) {
          const balances = await desk.ledger.trialBalance(input)
          return { ...balances, accounts: balances.accounts.filter(({ currency }) => currency !== 'KWD') }
        },
      },
    }
    for (const sheets of [['journal'], ['generalLedger']] as const) {
      await expect(bytesOf(late, { to: '2026-12-31', sheets })).rejects.toMatchObject({
        code: 'EXPORTED_BOOKS_MOVED',
        details: { currency: 'KWD' },
      })
    }
    await expect(bytesOf(desk, { from: '2026-12-31', to: '2026-12-30' })).rejects.toMatchObject({
      code: 'EXPORT_RANGE_INVALID',
    })
    await engine.close()
  })
})
