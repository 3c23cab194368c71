/** The journal: a row a line, in the order of business dates and of posting. */
import { newTally } from '../control.ts'
import { balancesAt, bookEntry, broughtForward, describeAccounts, journalOf } from '../read-books.ts'
import { creditOf, debitOf, detailColumns, type LineOfEntry, type SheetSource } from './columns.ts'
import { type AnySheet, type Column, sheet } from './sheet.ts'
import { sheetWords } from './words.ts'

/** The rows end in EXPORTED_BOOKS_MOVED where they do not add up to the trial balance. */
export function journalSheet(source: SheetSource): AnySheet {
  const { language } = source
  const { headings, titles, total } = sheetWords[language]
  const columns: Column<LineOfEntry>[] = [
    { heading: headings.date, is: 'date', of: ({ entry }) => entry.businessDate },
    { heading: headings.entry, is: 'count', of: ({ place }) => place },
    { heading: headings.line, is: 'count', of: ({ line }) => line.line },
    { heading: headings.number, is: 'text', width: 20, of: ({ entry }) => entry.number },
    { heading: headings.memo, is: 'text', width: 30, of: ({ entry }) => entry.memo },
    { heading: headings.account, is: 'text', width: 24, of: ({ line }) => line.account },
    { heading: headings.accountName, is: 'text', width: 24, of: ({ accountName }) => accountName },
    { heading: headings.currency, is: 'currency', of: ({ line }) => line.currency },
    { heading: headings.debit, is: 'amount', total: true, of: ({ line }) => debitOf(line) },
    { heading: headings.credit, is: 'amount', total: true, of: ({ line }) => creditOf(line) },
    ...detailColumns(language),
  ]
  return sheet({ title: titles.journal, columns, rows: linesOf(source), totalLabel: total })
}

async function* linesOf({ desk, range }: SheetSource): AsyncGenerator<LineOfEntry> {
  const balances = await balancesAt(desk, range)
  const described = await describeAccounts(desk, [...new Set(balances.accounts.map(({ account }) => account))])
  const names = new Map(described.map(({ code, name }) => [code, name]))
  const tally = newTally()
  const before = await broughtForward(desk, range)
  if (before !== undefined) tally.add(before)
  let place = 0
  for await (const entry of journalOf(desk, range)) {
    tally.add(bookEntry(entry))
    place += 1
    for (const line of entry.lines) yield { entry, line, place, accountName: names.get(line.account) ?? '' }
  }
  tally.compare(balances)
}
