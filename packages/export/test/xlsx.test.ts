/** The books as a workbook, read back and held against what the ledger answers. */
import { memory, Money } from '@calotype/core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type ExportXlsxOptions, exportCsv, exportXlsx } from '../src/index.ts'
import { openStudio, type RecordedYear, recordYear } from './random-year.ts'
import { readRecords } from './read-csv.ts'
import { joined } from './trial.ts'
import { openpyxlReads, type ReadSheet, type ReadWorkbook, unread } from './workbooks.ts'

const range = { from: '2026-04-01', to: '2026-12-31' }
const options = { ...range, timeZone: 'Asia/Shanghai', title: 'Rose' }

async function bytesOf(desk: Parameters<typeof exportXlsx>[0], given: ExportXlsxOptions): Promise<Uint8Array> {
  const chunks: Uint8Array[] = []
  for await (const chunk of exportXlsx(desk, given)) chunks.push(chunk)
  return Buffer.concat(chunks)
}

/** The rows under the heading, by heading, the totals left out; amounts as minor units of yuan. */
function recordsOf({ cells, filtered }: ReadSheet): Record<string, string>[] {
  const headings = new Map(
    cells.filter(({ at }) => /^[A-Z]+1$/.test(at)).map(({ at, text }) => [at.replace('1', ''), text]),
  )
  const last = Number(/\d+$/.exec(filtered)?.[0])
  const records: Record<string, string>[] = Array.from({ length: last - 1 }, () => ({}))
  for (const { at, text, format, kind } of cells) {
    const [, column = '', row = ''] = /^([A-Z]+)(\d+)$/.exec(at) ?? []
    const record = records[Number(row) - 2]
    if (record === undefined || Number(row) < 2) continue
    record[headings.get(column) ?? ''] = kind === 'n' && format === '#,##0.00' ? Number(text).toFixed(2) : text
  }
  return records
}

const totalsOf = ({ cells }: ReadSheet): string[] =>
  cells.filter(({ kind }) => kind === 'f').map(({ text }) => Number(text).toFixed(2))

const sum = (amounts: readonly (string | undefined)[]) =>
  Money.sum(
    'CNY',
    amounts.flatMap((text) => (text === undefined ? [] : [Money.of(text, 'CNY')])),
  ).toString()

describe.skipIf(unread('openpyxl'))('the books as a workbook', () => {
  let year: RecordedYear
  let book: ReadWorkbook
  const sheetOf = (name: string): ReadSheet => {
    const found = book.sheets.find((one) => one.name === name)
    if (found === undefined) throw new Error(`There is no sheet ${name}.`)
    return found
  }
  beforeAll(async () => {
    year = await recordYear(memory(), 21, 200)
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
    const told = (text = '') => (text === '' || text === '0.00' ? undefined : text)
    for (const [at, line] of csv.entries()) {
      expect(records[at]).toMatchObject({
        Date: `${line.businessDate}T00:00:00`,
        'Entry ID': line.entryId,
        Line: line.line,
      })
      expect([records[at]?.Account, records[at]?.Debit, records[at]?.Credit, records[at]?.Currency]).toEqual([
        line.account,
        told(line.debit),
        told(line.credit),
        line.currency,
      ])
      expect([records[at]?.Description, records[at]?.Number, records[at]?.Category, records[at]?.Order]).toEqual(
        [line.memo, line.number, line.category, line.orderId].map(told),
      )
      expect(records[at]?.['Moves money']).toBe(line.cash === 'true' ? 'yes' : undefined)
      const local = new Date(Date.parse(line.at ?? '') + 8 * 3_600_000).toISOString().slice(0, 19)
      expect(records[at]?.Time).toBe(local)
    }
    expect(totalsOf(sheetOf('Journal'))).toEqual([
      sum(csv.map(({ debit }) => debit)),
      sum(csv.map(({ credit }) => credit)),
    ])
  })

  it('has a trial balance that leads from the opening balances to the closing ones', async () => {
    const records = recordsOf(sheetOf('Trial balance'))
    const [opening, period, closing] = await Promise.all([
      year.desk.ledger.trialBalance({ to: '2026-03-31' }),
      year.desk.ledger.trialBalance(range),
      year.desk.ledger.trialBalance({ to: range.to }),
    ])
    const signed = (debit = '0', credit = '0') => Money.of(debit, 'CNY').minus(Money.of(credit, 'CNY')).toString()
    expect(records.map((row) => [row.Account, signed(row['Closing debit'], row['Closing credit'])])).toEqual(
      closing.accounts.map(({ account, balance }) => [account, balance]),
    )
    for (const row of records) {
      const of = (balance: typeof opening) => balance.accounts.find(({ account }) => account === row.Account)
      expect(signed(row['Opening debit'], row['Opening credit'])).toBe(of(opening)?.balance ?? '0.00')
      expect([row.Debit, row.Credit]).toEqual([of(period)?.debit ?? '0.00', of(period)?.credit ?? '0.00'])
    }
    const [openingDebit, openingCredit, debit, credit, closingDebit, closingCredit] = totalsOf(sheetOf('Trial balance'))
    expect([openingDebit, debit, closingDebit]).toEqual([openingCredit, credit, closingCredit])
  })

  it('has a general ledger whose balances run from line to line to the closing one', async () => {
    const records = recordsOf(sheetOf('General ledger'))
    const running = new Map<string, bigint>()
    const { accounts } = await year.desk.ledger.trialBalance({ to: range.to })
    let carried = 0
    for (const row of records) {
      const account = row.Account ?? ''
      const balance = Money.of(row.Balance ?? '', 'CNY').minor * (row.Side === 'Credit' ? -1n : 1n)
      if (row.Description === 'Opening balance' && row['Entry ID'] === undefined) {
        carried += 1
        running.set(account, balance)
      }
      const moved = Money.of(row.Debit ?? '0', 'CNY').minor - Money.of(row.Credit ?? '0', 'CNY').minor
      const after = (running.get(account) ?? 0n) + moved
      expect(after).toBe(balance)
      running.set(account, after)
      expect(row.Side).toBe(after === 0n ? '–' : after > 0n ? 'Debit' : 'Credit')
    }
    expect(carried).toBeGreaterThan(3)
    expect(new Map(accounts.map(({ account, balance }) => [account, Money.of(balance, 'CNY').minor]))).toEqual(running)
    expect(records.length - carried).toBe(recordsOf(sheetOf('Journal')).length)
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
    expect(sheets[1]?.cells.at(-1)?.kind).toBe('f')
  })

  it('of nothing is sheets without a row', async () => {
    const { engine, main } = await openStudio(memory())
    const { sheets } = await openpyxlReads(await bytesOf(main, { to: '2026-12-31' }))
    await engine.close()
    expect(sheets.map((one) => recordsOf(one).length)).toEqual([0, 0, 0, 0])
  })
})

describe('a workbook that would be wrong', () => {
  it('ends in an error: what was written is not what the ledger answers', async () => {
    const { engine, desk } = await recordYear(memory(), 22, 60)
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
    await expect(bytesOf(desk, { from: '2026-12-31', to: '2026-12-30' })).rejects.toMatchObject({
      code: 'EXPORT_RANGE_INVALID',
    })
    await engine.close()
  })
})
