import { type Journal, type JournalEntry, memory } from '@calotype/core'
import { describe, expect, it } from 'vitest'
import { type BooksControl, type BooksDesk, exportBooks, exportCsv } from '../src/index.ts'
import { formats } from './programs.ts'
import { openStudio, recordYear } from './random-year.ts'
import { readCsv, readRecords } from './read-csv.ts'
import { leftOut } from './required.ts'
import { caught, exported, joined } from './trial.ts'

const wholeYear = { to: '2026-12-31' }

/** A desk of books that are what the test says. */
function deskOf(
  entries: readonly JournalEntry[],
  balances: readonly [string, string][],
  told: string[] = [],
): BooksDesk {
  return {
    ledger: {
      async entries({ cursor, limit = 50 }): Promise<Journal> {
        const at = Number(cursor ?? 0)
        told.push(`entries from ${at}`)
        const end = at + limit
        return { items: entries.slice(at, end), next: end < entries.length ? String(end) : null }
      },
      async accounts() {
        told.push('accounts')
        const shared = { type: 'asset', contra: false, control: false, parameter: null, active: true } as const
        return { accounts: ['Rent', 'Capital'].map((code) => ({ ...shared, code, name: code })) }
      },
      async trialBalance() {
        told.push('trialBalance')
        const rows = balances.map(([account, balance]) => ({
          account,
          balance,
          currency: 'CNY',
          debit: '',
          credit: '',
        }))
        return { accounts: rows, totals: [] }
      },
    },
  }
}

function journalEntry(id: string, debit: string, credit: string, memo: string | null = null): JournalEntry {
  const dimensions = {
    orderId: null,
    customerId: null,
    method: null,
    leg: null,
    category: null,
    shootType: null,
    staff: null,
    till: null,
    shift: null,
  }
  const line = (at: number, account: string, amounts: { debit: string; credit: string }) => ({
    line: at,
    account,
    currency: 'CNY',
    ...amounts,
    ...dimensions,
    cash: true,
  })
  return {
    id,
    branch: 'main',
    kind: 'manual',
    number: null,
    businessDate: '2026-03-01',
    at: '2026-03-01T04:00:00.000Z',
    recordedAt: '2026-03-01T04:00:00.000Z',
    actor: 'li-na',
    currency: 'CNY',
    amount: debit,
    orderId: null,
    customerId: null,
    correctsId: null,
    corrections: [],
    memo,
    lines: [line(1, 'Rent', { debit, credit: '0.00' }), line(2, 'Capital', { debit: '0.00', credit })],
  }
}

describe('an export', () => {
  it('writes entries by date, and tells figures that are those of the trial balance', async () => {
    const { engine, desk } = await recordYear(memory(), 11, 150)
    const { text, control } = await exported(desk, 'ledger', wholeYear)
    const { accounts, totals } = await desk.ledger.trialBalance(wholeYear)
    await engine.close()
    const dates = [...text.matchAll(/^(\d{4}-\d\d-\d\d) \* /gm)].map(([, date]) => date)
    expect(dates).toEqual(dates.toSorted())
    expect(dates).toHaveLength(control.entries)
    expect(control.totals).toEqual(totals)
    const told = control.accounts.map(({ writtenAs: _, ...figures }) => figures)
    expect(told.toSorted(byAccount)).toEqual(accounts.toSorted(byAccount))
    expect(text).toContain(`; Control: ${control.entries} entries, ${control.lines} lines\n`)
  })

  it.each(formats)(
    'of a part of the year carries every balance forward, and ends where the whole does: %s',
    async (format) => {
      const { engine, desk } = await recordYear(memory(), 12, 150)
      const whole = await exported(desk, format, wholeYear)
      const part = await exported(desk, format, { from: '2026-07-01', ...wholeYear })
      const branch = await exported(desk, format, { branch: 'east-2', ...wholeYear })
      await engine.close()
      expect(part.control.entries).toBeLessThan(whole.control.entries)
      const standing = ({ accounts }: BooksControl) =>
        accounts.filter(({ balance }) => Number(balance) !== 0).map(({ account, balance }) => `${account} ${balance}`)
      expect(standing(part.control)).toEqual(standing(whole.control))
      expect(branch.control.entries).toBeLessThan(whole.control.entries)
      if (leftOut(format)) return
      expect(await caught(format, branch.text, branch)).toBeUndefined()
      // What was carried forward is in no row of the journal; all but that last comparison holds.
      expect(await caught(format, part.text, part)).toMatchObject({ by: 'lines' })
    },
  )

  it('of nothing is books without an entry', async () => {
    const { engine, main } = await openStudio(memory())
    for (const format of formats) {
      expect((await exported(main, format, wholeYear)).control).toEqual({
        entries: 0,
        lines: 0,
        totals: [],
        accounts: [],
      })
    }
    await engine.close()
  })

  it('reads a page of the journal when the one before is written, never all of it', async () => {
    const entries = Array.from({ length: 450 }, (_, at) => journalEntry(`e${at}`, '1.00', '1.00'))
    const balances: [string, string][] = [
      ['Rent', '450.00'],
      ['Capital', '-450.00'],
    ]
    const told: string[] = []
    const pieces = exportBooks(deskOf(entries, balances, told), { format: 'hledger', ...wholeYear })
    await pieces.next()
    expect(told).toEqual(['trialBalance', 'accounts', 'entries from 0'])
    for (let at = 0; at < 201; at++) await pieces.next()
    expect(told.slice(3)).toEqual(['entries from 200'])
  })

  it('that does not add up to the trial balance ends in an error, before its figures are written', async () => {
    const controls: BooksControl[] = []
    const desk = deskOf(
      [journalEntry('e1', '10.00', '10.00')],
      [
        ['Rent', '10.01'],
        ['Capital', '-10.01'],
      ],
    )
    const pieces: string[] = []
    const reading = async () => {
      const onControl = (control: BooksControl) => controls.push(control)
      for await (const piece of exportBooks(desk, { format: 'beancount', ...wholeYear, onControl })) pieces.push(piece)
    }
    await expect(reading()).rejects.toMatchObject({ code: 'EXPORTED_BOOKS_MOVED', details: { account: 'Rent' } })
    expect(pieces.join('')).not.toContain('Control')
    expect(controls).toEqual([])
  })

  it('notices an account that moved only in what was written', async () => {
    const desk = deskOf([journalEntry('e1', '10.00', '10.00')], [['Rent', '10.00']])
    const reading = joined(exportBooks(desk, { format: 'hledger', ...wholeYear }))
    await expect(reading).rejects.toMatchObject({ code: 'EXPORTED_BOOKS_MOVED', details: { account: 'Capital' } })
  })

  it('refuses an entry that is off by a cent', async () => {
    const desk = deskOf(
      [journalEntry('e1', '10.01', '10.00')],
      [
        ['Rent', '10.01'],
        ['Capital', '-10.00'],
      ],
    )
    const reading = joined(exportBooks(desk, { format: 'hledger', ...wholeYear }))
    await expect(reading).rejects.toMatchObject({
      code: 'EXPORTED_ENTRY_UNBALANCED',
      details: { entryId: 'e1', currency: 'CNY', off: '0.01' },
    })
  })

  it('refuses an account that the chart does not have', async () => {
    const desk = deskOf([], [['Nowhere:Land', '0.00']])
    const reading = joined(exportBooks(desk, { format: 'ledger', ...wholeYear }))
    await expect(reading).rejects.toMatchObject({ code: 'EXPORTED_ACCOUNT_UNKNOWN' })
  })

  it('refuses a range that ends before it begins, and a day that is none', async () => {
    const desk = deskOf([], [])
    const turned = { from: '2026-02-01', to: '2026-01-31' }
    await expect(joined(exportBooks(desk, { format: 'ledger', ...turned }))).rejects.toMatchObject({
      code: 'EXPORT_RANGE_INVALID',
    })
    await expect(joined(exportCsv(desk, turned))).rejects.toMatchObject({ code: 'EXPORT_RANGE_INVALID' })
    await expect(joined(exportCsv(desk, { to: '2026-02-30' }))).rejects.toMatchObject({ status: 400 })
  })
})

describe('the journal as CSV', () => {
  it('has every line of every entry with what the ledger answers, texts to the character', async () => {
    const { engine, desk } = await recordYear(memory(), 13, 80)
    const records = readRecords(await joined(exportCsv(desk, wholeYear)))
    const { items, next } = await desk.ledger.entries({ ...wholeYear, limit: 200 })
    await engine.close()
    expect(next).toBeNull()
    const wanted = items.flatMap((entry) => entry.lines.map((line) => ({ ...entry, ...line, entryId: entry.id })))
    expect(records).toHaveLength(wanted.length)
    const text = (value: unknown) => (value === null ? '' : String(value))
    for (const [at, record] of records.entries()) {
      const line: Record<string, unknown> = { ...wanted[at] }
      expect(record).toEqual(Object.fromEntries(Object.keys(record).map((name) => [name, text(line[name])])))
    }
  })

  it('ends every row in CR LF and quotes what has commas, quotes or line breaks', async () => {
    const desk = deskOf([journalEntry('e1', '1.00', '1.00', 'a "b", c\r\nd;\ne')], [])
    const csv = await joined(exportCsv(desk, wholeYear))
    expect(csv).toContain(',"a ""b"", c\r\nd;\ne",')
    expect(csv.endsWith('\r\n')).toBe(true)
    expect(readCsv(csv).map((row) => row.length)).toEqual([25, 25, 25])
  })

  it('begins with a byte order mark, and disarms formulas, only on request', async () => {
    const desk = deskOf([journalEntry('e1', '1.00', '1.00', '=1+1')], [])
    const plain = await joined(exportCsv(desk, wholeYear))
    expect(plain.startsWith('businessDate,')).toBe(true)
    expect(plain).toContain(',=1+1,')
    const guarded = await joined(exportCsv(desk, { ...wholeYear, byteOrderMark: true, guardFormulas: true }))
    expect(guarded.startsWith('\uFEFFbusinessDate,')).toBe(true)
    expect(guarded).toContain(",'=1+1,")
  })
})

function byAccount(one: { account: string }, other: { account: string }): number {
  return one.account < other.account ? -1 : 1
}
