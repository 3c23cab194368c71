/** What the writers of the formats make of the hardest books: any text, any currency, any account. */
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { Money } from '@calotype/core'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { beancountNames } from '../src/beancount-names.ts'
import { newTally } from '../src/control.ts'
import {
  beancount,
  type BookAccount,
  type BookEntry,
  type BooksFormat,
  type BooksHead,
  type BooksWriter,
  hledger,
  ledgerCli,
} from '../src/index.ts'
import { awkwardText } from './actions.ts'
import { formats, judge, type Reading } from './programs.ts'
import { leftOut } from './required.ts'

const writers: Record<BooksFormat, (head: BooksHead) => BooksWriter> = { hledger, ledger: ledgerCli, beancount }

const accounts: BookAccount[] = [
  { code: 'Bank:dollars', name: 'Dollars', type: 'asset' },
  { code: 'Bank:yen_2', name: 'Yen', type: 'asset' },
  { code: 'Capital', name: 'Capital', type: 'equity' },
]
const head: BooksHead = {
  title: 'Rose',
  from: null,
  to: '2026-01-31',
  begins: '2026-01-05',
  accounts,
  currencies: ['CNY', 'JPY', 'KWD', 'USD'],
}
const blank = { kind: 'manual', number: null, memo: null, branch: null, orderId: null }
const amount = (text: string, currency: string) => Money.of(text, currency)

function entry(id: string, more: Partial<BookEntry> = {}): BookEntry {
  const postings = [
    { account: 'Bank:dollars', amount: amount('1.00', 'CNY') },
    { account: 'Capital', amount: amount('-1.00', 'CNY') },
  ]
  return { id, date: '2026-01-05', ...blank, postings, ...more }
}

function written(format: BooksFormat, entries: readonly BookEntry[], changed: Partial<BooksHead> = {}): string {
  const writer = writers[format]({ ...head, ...changed })
  const tally = newTally()
  for (const one of entries) tally.add(one)
  return writer.head + entries.map((one) => writer.entry(one)).join('') + writer.foot(tally.control(writer.name))
}

async function read(format: BooksFormat, text: string): Promise<Reading> {
  const folder = await mkdtemp(join(tmpdir(), 'calotype-books-'))
  try {
    const file = join(folder, `books.${format}`)
    await writeFile(file, text)
    const verdict = await judge(format, file)
    if (!verdict.accepted) throw new Error(`${verdict.says}\n${text}`)
    return verdict.reading
  } finally {
    await rm(folder, { recursive: true, force: true })
  }
}

describe.each(formats)('the writer for %s', (format) => {
  it.skipIf(leftOut(format))('lets no text of memos, names, numbers and branches change what is read', async () => {
    const texts = fc.array(fc.oneof(awkwardText, fc.string({ unit: 'binary' }), fc.string({ unit: 'grapheme' })), {
      minLength: 30,
      maxLength: 30,
    })
    const judged = fc.asyncProperty(texts, async (given) => {
      const entries = given.map((text, at) =>
        entry(`id ${at}`, { memo: text, kind: `kind${text}`, number: text, branch: text, orderId: text }),
      )
      const named = accounts.map((account, at) => ({ ...account, name: given[at] ?? '' }))
      const { lines, balances } = await read(
        format,
        written(format, entries, { accounts: named, title: given.join(' ') }),
      )
      expect(lines).toHaveLength(60)
      expect(lines.every(({ minor, date }) => (minor === 100n || minor === -100n) && date === '2026-01-05')).toBe(true)
      expect([...balances.values()].sort()).toEqual([-3000n, 3000n])
    })
    await fc.assert(judged, { numRuns: 12 })
  })

  it.skipIf(leftOut(format))('lets a reader have the whole of a memo', async () => {
    const memo = '房租; "五月" (May) | 50% \\ #tag ^link 💒\n  [2020-01-01] date:2020-02-02, type:X'
    const { lines } = await read(format, written(format, [entry('id;(1)', { memo, number: 'R-1' })]))
    const line = 'manual R-1 房租; "五月" (May) | 50% \\ #tag ^link 💒 [2020-01-01] date:2020-02-02, type:X'
    const expected = format === 'beancount' ? line : line.replace(';', '；')
    expect(lines.map(({ description }) => description)).toEqual([expected, expected])
  })

  it.skipIf(leftOut(format))('writes currencies of no, two and three decimals at full scale', async () => {
    const text = written(format, [
      entry('yen', {
        postings: [
          { account: 'Bank:yen_2', amount: amount('1234567', 'JPY') },
          { account: 'Capital', amount: amount('-1234567', 'JPY') },
          { account: 'Bank:dollars', amount: amount('12345678901.001', 'KWD') },
          { account: 'Capital', amount: amount('-12345678901.001', 'KWD') },
        ],
      }),
      entry('yuan'),
    ])
    const { lines } = await read(format, text)
    expect(lines.map(({ minor, currency }) => `${minor} ${currency}`)).toEqual([
      '1234567 JPY',
      '-1234567 JPY',
      '12345678901001 KWD',
      '-12345678901001 KWD',
      '100 CNY',
      '-100 CNY',
    ])
  })

  it.skipIf(leftOut(format))('writes a foreign amount that balances by what it cost in all, in and out', async () => {
    const exchange = (id: string, sign: string, other: string) =>
      entry(id, {
        postings: [
          { account: 'Bank:dollars', amount: amount(`${sign}99.99`, 'USD'), cost: amount(`${sign}717.13`, 'CNY') },
          { account: 'Capital', amount: amount(`${other}717.13`, 'CNY') },
        ],
      })
    const text = written(format, [exchange('in', '', '-'), exchange('out', '-', '')])
    expect(text).toContain('  99.99 USD @@ 717.13 CNY\n')
    expect(text).toContain('  -99.99 USD @@ 717.13 CNY\n')
    const { lines } = await read(format, text)
    expect(lines.map(({ minor }) => minor)).toEqual([9999n, -71713n, -9999n, 71713n])
  })

  it.skipIf(leftOut(format))('writes books without an entry', async () => {
    const none = written(format, [], { accounts: [], currencies: [] })
    expect((await read(format, none)).lines).toEqual([])
  })
})

describe('hledger', () => {
  it('finds no tag of its own in names, branches and orders', () => {
    const named = accounts.map((account) => ({ ...account, name: 'x, type:L' }))
    const text = written('hledger', [entry('one', { branch: 'a, date:2020-02-02', orderId: '[2020-03-03]' })], {
      accounts: named,
    })
    expect(text).toContain('account Capital  ; type: E, name: x， type：L\n')
    expect(text).toContain('(one) manual  ; branch: a， date：2020-02-02, order: 2020-03-03\n')
  })

  it('is told what each account is, so that its statements know', () => {
    const of = (code: string, type: BookAccount['type']) => ({ code, type, name: 'n' })
    const { head: text } = hledger({
      ...head,
      accounts: [
        of('Bank:A', 'asset'),
        of('Prepaid', 'asset'),
        of('AP', 'liability'),
        of('Fees', 'income'),
        of('Rent', 'expense'),
      ],
    })
    expect([...text.matchAll(/; type: (\w)/g)].map(([, letter]) => letter).join('')).toBe('CALRX')
  })
})

describe('beancount', () => {
  it.skipIf(leftOut('beancount'))('asserts balances without the cent of tolerance that it would grant', async () => {
    const text = written('beancount', [entry('one')])
    expect(text).toContain('2026-02-01 balance Assets:Bank:Dollars  1.00 ~ 0.00 CNY\n')
    await expect(read('beancount', text.replace('1.00 ~ 0.00', '1.01 ~ 0.00'))).rejects.toThrow('Balance failed')
  })

  it('gets a name of its own for every account, in ASCII, under one of the five roots', () => {
    const part = fc.stringMatching(/^[a-cA-C0-2][a-b_-]{0,2}$/)
    const code = fc.array(part, { minLength: 0, maxLength: 2 }).map((parts) => ['Bank', ...parts].join(':'))
    fc.assert(
      fc.property(fc.uniqueArray(code, { maxLength: 40 }), (codes) => {
        const names = beancountNames(codes.map((one) => ({ code: one, name: '', type: 'asset' })))
        expect(new Set(names.values()).size).toBe(codes.length)
        for (const name of names.values()) expect(name).toMatch(/^Assets(:[A-Z0-9][A-Za-z0-9-]*)+$/)
      }),
    )
  })

  it('gets the code itself wherever the code will do', () => {
    const names = beancountNames([
      { code: 'Bank:Main', name: '', type: 'asset' },
      { code: 'Bank:main', name: '', type: 'asset' },
      { code: 'Bank:main-2', name: '', type: 'asset' },
      { code: 'Income:Package', name: '', type: 'income' },
    ])
    expect(Object.fromEntries(names)).toEqual({
      'Bank:Main': 'Assets:Bank:Main',
      'Bank:main': 'Assets:Bank:Main-2',
      'Bank:main-2': 'Assets:Bank:Main-2-2',
      'Income:Package': 'Income:Package',
    })
  })
})
