/** Holds what a program read against the figures of the export and against the journal itself. */
import { Money } from '@calotype/core'
import type { BooksControl } from '../src/index.ts'
import type { Reading, ReadLine } from './programs.ts'
import { readRecords } from './read-csv.ts'

/** Where the two part, by the first comparison that shows it. */
export interface Difference {
  readonly by: 'balances' | 'counts' | 'control totals' | 'lines'
  readonly what: string
}

/** @param csv the CSV export of the same range: the journal line by line */
export function difference(reading: Reading, control: BooksControl, csv: string): Difference | undefined {
  return (
    differentBalance(reading, control) ??
    differentCount(reading, control) ??
    differentTotal(reading, control) ??
    differentLine(reading, control, csv)
  )
}

function differentBalance({ balances }: Reading, { accounts }: BooksControl): Difference | undefined {
  const left = new Map(balances)
  for (const { writtenAs, currency, balance } of accounts) {
    const key = `${writtenAs} ${currency}`
    const read = left.get(key) ?? 0n
    if (read !== Money.of(balance, currency).minor) return { by: 'balances', what: `${key}: ${read} for ${balance}` }
    left.delete(key)
  }
  const strange = [...left].find(([, minor]) => minor !== 0n)
  return strange === undefined ? undefined : { by: 'balances', what: `${strange[0]} is not in the books` }
}

function differentCount({ lines }: Reading, control: BooksControl): Difference | undefined {
  const entries = new Set(lines.map(({ entry }) => entry)).size
  if (entries === control.entries && lines.length === control.lines) return undefined
  return { by: 'counts', what: `${entries} entries, ${lines.length} lines for ${control.entries}, ${control.lines}` }
}

function differentTotal({ lines }: Reading, { totals }: BooksControl): Difference | undefined {
  for (const { currency, debit, credit } of totals) {
    const own = lines.filter((line) => line.currency === currency)
    const debits = own.reduce((sum, { minor }) => (minor > 0n ? sum + minor : sum), 0n)
    const credits = own.reduce((sum, { minor }) => (minor < 0n ? sum - minor : sum), 0n)
    if (debits !== Money.of(debit, currency).minor || credits !== Money.of(credit, currency).minor) {
      return { by: 'control totals', what: `${currency}: ${debits}, ${credits} for ${debit}, ${credit}` }
    }
  }
  return undefined
}

/** Line by line, in the order of the journal; beancount puts the lines of an entry together by currency. */
function differentLine({ lines }: Reading, control: BooksControl, csv: string): Difference | undefined {
  const names = new Map(control.accounts.map(({ account, writtenAs }) => [account, writtenAs]))
  const rows = readRecords(csv).map(
    ({ entryId = '', businessDate = '', account = '', currency = '', debit = '', credit = '' }) => {
      const { minor } = Money.of(debit, currency).minus(Money.of(credit, currency))
      return { entry: entryId, date: businessDate, account: names.get(account) ?? account, currency, minor }
    },
  )
  const journal = byCurrency(rows)
  const read = byCurrency(lines)
  const at = read.findIndex((line, index) => line !== journal[index])
  return at < 0 ? undefined : { by: 'lines', what: `${read[at]} for ${journal[at]}` }
}

function byCurrency(lines: readonly Omit<ReadLine, 'description'>[]): readonly string[] {
  const entries = new Map<string, Omit<ReadLine, 'description'>[]>()
  for (const line of lines) entries.set(line.entry, [...(entries.get(line.entry) ?? []), line])
  return [...entries.values()].flatMap((own) =>
    own
      .toSorted((one, other) => (one.currency < other.currency ? -1 : one.currency > other.currency ? 1 : 0))
      .map(shown),
  )
}

const shown = ({ date, account, currency, minor }: Omit<ReadLine, 'entry' | 'description'>): string =>
  `${date} ${account} ${minor} ${currency}`
