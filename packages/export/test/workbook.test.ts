/** Any cells whatever, written and read back by openpyxl and LibreOffice. */
import { currencyScale, Money } from '@calotype/core'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { type AnySheet, type Column, sheet, type WorkbookOptions, writeWorkbook } from '../src/index.ts'
import { takeSheetName } from '../src/xlsx/sheet-name.ts'
import { awkwardText } from './actions.ts'
import { libreOfficeReads, openpyxlReads, unread } from './workbooks.ts'

async function bytesOf(sheets: readonly AnySheet[], options: WorkbookOptions = {}): Promise<Uint8Array> {
  const chunks: Uint8Array[] = []
  for await (const chunk of writeWorkbook(sheets, options)) chunks.push(chunk)
  return Buffer.concat(chunks)
}

const texts: Column<string>[] = [{ heading: 'Text', is: 'text', of: (text) => text }]
const currency: Column<Money> = { heading: 'Currency', is: 'currency', of: (money) => money.currency }
const amount: Column<Money> = { heading: 'Amount', is: 'amount', total: true, of: (money) => money }

/** Minor units of what a reader took a number for. */
const minorOf = (text: string, code: string) => Money.of(Number(text).toFixed(currencyScale(code)), code).minor

const anyAmount = fc
  .tuple(
    fc.constantFrom('CNY', 'JPY', 'KWD', 'USD'),
    fc
      .integer({ min: 1, max: 18 })
      .chain((digits) => fc.bigInt({ min: -(10n ** BigInt(digits)), max: 10n ** BigInt(digits) })),
  )
  .map(([code, minor]) => Money.ofMinor(minor, code))

describe('amounts in a workbook', () => {
  const edges = ['999999999999999', '-999999999999999', '1000000000000000', '9007199254740993', '0', '-1'].map(
    (minor) => Money.ofMinor(BigInt(minor), 'CNY'),
  )
  const amounts = [...fc.sample(anyAmount, { seed: 41, numRuns: 3000 }), ...edges]

  it.skipIf(unread('openpyxl'))('come back to the minor unit: numbers to 15 digits, texts beyond', async () => {
    const book = await openpyxlReads(
      await bytesOf([sheet({ title: 'A', columns: [{ ...amount, total: false }], rows: amounts })]),
    )
    const cells = book.sheets[0]?.cells.slice(1, amounts.length + 1) ?? []
    expect(cells).toHaveLength(amounts.length)
    for (const [at, money] of amounts.entries()) {
      const { kind, text, format } = cells[at] ?? { kind: '', text: '', format: '' }
      const digits = money.absolute().minor.toString().length
      expect(kind, money.toString()).toBe(digits <= 15 ? 'n' : 's')
      if (kind === 's') expect(text).toBe(money.toString())
      else {
        expect(minorOf(text, money.currency)).toBe(money.minor)
        const scale = currencyScale(money.currency)
        expect(format).toBe(scale === 0 ? '#,##0' : `#,##0.${'0'.repeat(scale)}`)
      }
    }
  })

  it.skipIf(unread('LibreOffice'))('are the same in LibreOffice', async () => {
    const book = await libreOfficeReads(
      await bytesOf([sheet({ title: 'A', columns: [{ ...amount, total: false }], rows: amounts })]),
    )
    const rows = book.get('A')?.slice(1) ?? []
    for (const [at, money] of amounts.entries()) {
      const text = rows[at]?.[0] ?? ''
      const read =
        money.absolute().minor.toString().length > 15
          ? Money.of(text, money.currency).minor
          : minorOf(text, money.currency)
      expect(read).toBe(money.minor)
    }
  })
})

describe('totals', () => {
  const rows = ['0.10', '0.20', '-0.05', '1234567.89', '0.01'].map((text) => Money.of(text, 'CNY'))
  const others = [Money.of('500', 'JPY'), Money.of('1.001', 'KWD'), Money.of('-7', 'JPY')]

  it.skipIf(unread('openpyxl'))(
    'are formulas with their values, under the rows and apart from the filter',
    async () => {
      const { sheets } = await openpyxlReads(await bytesOf([sheet({ title: 'T', columns: [currency, amount], rows })]))
      const [read] = sheets
      expect(read?.filtered).toBe('A1:B6')
      expect(read?.cells.slice(-2)).toMatchObject([
        { at: 'A8', text: 'Total CNY', bold: true },
        { at: 'B8', kind: 'f', formula: '=ROUND(SUM(B2:B6),2)', text: '1234568.15', bold: true, format: '#,##0.00' },
      ])
    },
  )

  it.skipIf(unread('openpyxl'))('are told apart by currency, and are values where no column names it', async () => {
    const all = [...rows, ...others]
    const { sheets } = await openpyxlReads(
      await bytesOf([
        sheet({ title: 'With', columns: [currency, amount], rows: all }),
        sheet({ title: 'Without', columns: [{ heading: '#', is: 'count', of: () => 7 }, amount], rows: all }),
      ]),
    )
    expect(sheets[0]?.cells.slice(-6).map(({ text, formula }) => formula ?? text)).toEqual([
      'Total CNY',
      '=ROUND(SUMIF(A2:A9,"CNY",B2:B9),2)',
      'Total JPY',
      '=ROUND(SUMIF(A2:A9,"JPY",B2:B9),0)',
      'Total KWD',
      '=ROUND(SUMIF(A2:A9,"KWD",B2:B9),3)',
    ])
    expect(sheets[1]?.cells.slice(-6).map(({ text, formula }) => formula ?? text)).toEqual([
      'Total CNY',
      '1234568.15',
      'Total JPY',
      '493',
      'Total KWD',
      '1.001',
    ])
  })

  it.skipIf(unread('openpyxl'))('are texts where a number would not be exact', async () => {
    const large = [Money.of('9999999999999.99', 'CNY'), Money.of('0.01', 'CNY')]
    const beyond = [Money.of('99999999999999.99', 'CNY'), Money.of('0.01', 'CNY')]
    const { sheets } = await openpyxlReads(
      await bytesOf(
        [large, beyond].map((some, at) => sheet({ title: `T${at}`, columns: [currency, amount], rows: some })),
      ),
    )
    expect(sheets.map(({ cells }) => cells.at(-1))).toMatchObject([
      { kind: 's', text: '10000000000000.00' },
      { kind: 's', text: '100000000000000.00' },
    ])
  })

  it.skipIf(unread('openpyxl') || unread('LibreOffice'))(
    'are what LibreOffice computes by itself, over several sheets too',
    async () => {
      const many = fc.sample(
        fc.tuple(fc.constantFrom('CNY', 'JPY'), fc.bigInt({ min: -(10n ** 9n), max: 10n ** 9n })),
        { seed: 5, numRuns: 5000 },
      )
      const amounts = many.map(([code, minor]) => Money.ofMinor(minor, code))
      const yuan = amounts.filter((money) => money.currency === 'CNY')
      const book = [
        sheet({ title: 'Both', columns: [currency, amount], rows: amounts }),
        sheet({ title: "It's one", columns: [currency, amount], rows: yuan }),
      ]
      const bytes = await bytesOf(book, { rowsOfASheet: 2000 })
      const computed = await libreOfficeReads(bytes, true)
      const { sheets } = await openpyxlReads(bytes)
      expect(sheets.map(({ name }) => name)).toEqual(['Both', 'Both 2', 'Both 3', "It's one", "It's one 2"])
      const stored = sheets.flatMap(({ cells }) => cells.filter(({ kind }) => kind === 'f').map(({ text }) => text))
      const totalOf = (code: string) =>
        Money.sum(
          code,
          amounts.filter((money) => money.currency === code),
        ).toString()
      expect(stored.map(Number)).toEqual([totalOf('CNY'), totalOf('JPY'), totalOf('CNY')].map(Number))
      const seen = [computed.get('Both 3')?.slice(-2), computed.get("It's one 2")?.slice(-1)].flat()
      expect(seen).toEqual([
        ['Total CNY', String(Number(totalOf('CNY')))],
        ['Total JPY', totalOf('JPY')],
        ['Total CNY', String(Number(totalOf('CNY')))],
      ])
    },
  )
})

describe('texts in a workbook', () => {
  const hard = [
    '=1+1',
    '+1',
    '-1',
    '@SUM(A1)',
    '\t=1',
    '\r=1',
    '=HYPERLINK("http://x","y")',
    '00123',
    '1e5',
    'TRUE',
    '2026-01-01',
  ]
  const odd = [
    'a\u0000b\u001f',
    '_x000D_',
    '_x005F_x000D_',
    'x_x0041',
    '\ufffe',
    '\r\n',
    ' a ',
    ']]>&<"\'',
    '💒'.repeat(400),
    '_',
  ]
  const sample = fc.sample(fc.oneof(awkwardText, fc.string({ unit: 'binary' }), fc.string({ unit: 'grapheme' })), {
    seed: 9,
    numRuns: 1000,
  })
  const all = [...hard, ...odd, ...sample].filter((text) => text !== '')

  it.skipIf(unread('openpyxl'))('are texts to the character, and never formulas', async () => {
    const { sheets } = await openpyxlReads(await bytesOf([sheet({ title: 'T', columns: texts, rows: all })]))
    const cells = sheets[0]?.cells.slice(1) ?? []
    expect(cells.map(({ text }) => text)).toEqual(all.map((text) => text.toWellFormed()))
    expect(new Set(cells.map(({ kind }) => kind))).toEqual(new Set(['s']))
    for (const { text, quoted } of cells) expect(quoted, text).toBe(/^[=+\-@\t\r]/.test(text))
  })

  it.skipIf(unread('LibreOffice'))('are not computed by LibreOffice', async () => {
    const book = await libreOfficeReads(await bytesOf([sheet({ title: 'T', columns: texts, rows: hard })]))
    expect(
      book
        .get('T')
        ?.slice(1)
        .map(([text]) => text?.trim()),
    ).toEqual(hard.map((text) => text.trim()))
  })

  it('that a cell does not take are an error, not cut', async () => {
    const long = (length: number) => bytesOf([sheet({ title: 'T', columns: texts, rows: ['x'.repeat(length)] })])
    await expect(long(32_768)).rejects.toMatchObject({ code: 'EXPORTED_TEXT_TOO_LONG', details: { cell: 'A2' } })
    await expect(long(32_767)).resolves.toBeInstanceOf(Uint8Array)
  })
})

describe('dates and times in a workbook', () => {
  it.skipIf(unread('openpyxl'))('are dates, and texts where a spreadsheet has none', async () => {
    const dates = ['1900-02-28', '1900-03-01', '1970-01-01', '2024-02-29', '2026-12-31', '9999-12-31', 'soon']
    const columns: Column<string>[] = [{ heading: 'Date', is: 'date', of: (date) => date }]
    const { sheets } = await openpyxlReads(await bytesOf([sheet({ title: 'D', columns, rows: dates })]))
    const [, ...cells] = sheets[0]?.cells ?? []
    expect(cells.map(({ text }) => text.replace('T00:00:00', ''))).toEqual(dates)
    expect(cells.map(({ kind }) => kind).join('')).toBe('sddddds')
    expect(cells[1]?.format).toBe('yyyy-mm-dd')
  })

  it.skipIf(unread('openpyxl'))('show what the clocks of the zone show, to the second', async () => {
    const times = [
      '2026-03-08T06:59:59.999Z',
      '2026-03-08T07:00:00.000Z',
      '2026-11-22T23:59:59.000Z',
      '2026-07-01T12:34:56.500Z',
    ]
    const columns: Column<string>[] = [{ heading: 'Time', is: 'time', of: (time) => time }]
    const read = async (timeZone?: string) => {
      const { sheets } = await openpyxlReads(await bytesOf([sheet({ title: 'D', columns, rows: times })], { timeZone }))
      return sheets[0]?.cells.slice(1).map(({ text, kind }) => `${kind} ${text}`)
    }
    expect(await read('America/New_York')).toEqual([
      'd 2026-03-08T01:59:59',
      'd 2026-03-08T03:00:00',
      'd 2026-11-22T18:59:59',
      'd 2026-07-01T08:34:56',
    ])
    expect((await read())?.[2]).toBe('d 2026-11-22T23:59:59')
  })

  it('of a zone that nobody knows are refused', async () => {
    const made = bytesOf([sheet({ title: 'T', columns: texts, rows: [] })], { timeZone: 'Mars/Olympus' })
    await expect(made).rejects.toMatchObject({ code: 'TIME_ZONE_UNKNOWN' })
  })
})

describe('a workbook', () => {
  it('is the same bytes for the same rows', async () => {
    const make = () => bytesOf([sheet({ title: 'T', columns: texts, rows: ['a', 'b'] })], { title: 'x' })
    expect(Buffer.compare(await make(), await make())).toBe(0)
  })

  it.skipIf(unread('openpyxl'))('has sheets without a row, and begins no part that would be empty', async () => {
    const of = (count: number) => sheet({ title: '空', columns: texts, rows: Array.from({ length: count }, () => 'x') })
    const { sheets, title } = await openpyxlReads(
      await bytesOf([of(0), of(4), of(5)], { rowsOfASheet: 4, title: '账 & <簿>' }),
    )
    expect(sheets.map(({ name, cells }) => `${name} ${cells.length}`)).toEqual(['空 1', '空 2 5', '空 3 5', '空 4 2'])
    expect(sheets[0]).toMatchObject({ frozen: 'A2', filtered: 'A1:A1', printed: '$1:$1' })
    expect(title).toBe('账 & <簿>')
  })

  it('passes on what its rows throw, and reads them no faster than it is read', async () => {
    let read = 0
    function* rows() {
      for (; read < 200_000; read++) yield `${read} ${Math.sin(read)}`
      throw new Error('the rows broke')
    }
    const pieces = writeWorkbook([sheet({ title: 'T', columns: texts, rows: rows() })])
    for (let at = 0; at < 8; at++) await pieces.next()
    expect(read).toBeGreaterThan(0)
    expect(read).toBeLessThan(20_000)
    const drain = async () => {
      for await (const _ of pieces);
    }
    await expect(drain()).rejects.toThrow('the rows broke')
  })

  it('names no two sheets alike, and none as a spreadsheet would not', () => {
    const title = fc.oneof(
      fc.string({ unit: 'grapheme', maxLength: 40 }),
      fc.constantFrom('History', "'a'", 'A', 'a', '[x]:*?/\\', '', '明细'.repeat(30)),
    )
    fc.assert(
      fc.property(fc.array(title, { maxLength: 30 }), (titles) => {
        const taken = new Set<string>()
        const names = titles.map((one) => takeSheetName(one, taken))
        expect(new Set(names.map((name) => name.toLowerCase())).size).toBe(titles.length)
        for (const name of names) {
          expect(name.length).toBeGreaterThan(0)
          expect(name.length).toBeLessThanOrEqual(31)
          expect(name).not.toMatch(/^'|'$|[[\]:*?/\\]|^history$/i)
          expect(name.isWellFormed()).toBe(true)
        }
      }),
    )
  })
})
