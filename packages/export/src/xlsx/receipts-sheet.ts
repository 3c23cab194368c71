/** The receipts of a range: what came in and what was given back, the newest first. */
import { type ListReceipts, Money, type Receipt, type Receipts } from '@calotype/core'
import type { BooksRange } from '../read-books.ts'
import { type AnySheet, type Column, sheet } from './sheet.ts'
import { kindWord, type SheetLanguage, sheetWords } from './words.ts'

/** The part of a desk that a list of receipts calls: `ledger.receipts`. */
export interface ReceiptsDesk {
  readonly ledger: { receipts(input: ListReceipts): Promise<Receipts> }
}

export function receiptsSheet(desk: ReceiptsDesk, range: BooksRange, language: SheetLanguage): AnySheet {
  const { headings, titles, total } = sheetWords[language]
  const amountOf = ({ amount, currency }: Receipt) => Money.of(amount, currency)
  const columns: Column<Receipt>[] = [
    { heading: headings.date, is: 'date', of: ({ businessDate }) => businessDate },
    { heading: headings.time, is: 'time', of: ({ at }) => at },
    { heading: headings.number, is: 'text', width: 20, of: ({ number }) => number },
    { heading: headings.kind, is: 'text', width: 12, of: ({ kind }) => kindWord(kind, language) },
    { heading: headings.branch, is: 'text', width: 10, of: ({ branch }) => branch },
    { heading: headings.currency, is: 'currency', of: ({ currency }) => currency },
    {
      heading: headings.received,
      is: 'amount',
      total: true,
      of: (receipt) => (receipt.kind === 'receipt' ? amountOf(receipt) : null),
    },
    {
      heading: headings.paidOut,
      is: 'amount',
      total: true,
      of: (receipt) => (receipt.kind === 'receipt' ? null : amountOf(receipt)),
    },
    { heading: headings.methods, is: 'text', width: 24, of: methodsOf },
    {
      heading: headings.change,
      is: 'amount',
      width: 10,
      of: ({ change, currency }) => (Money.of(change, currency).isZero() ? null : Money.of(change, currency)),
    },
    { heading: headings.purpose, is: 'text', width: 12, of: ({ purpose }) => purpose },
    { heading: headings.cashier, is: 'text', width: 12, of: ({ cashier }) => cashier },
    { heading: headings.till, is: 'text', width: 10, of: ({ till }) => till },
    { heading: headings.order, is: 'text', width: 12, of: ({ orderId }) => orderId },
    { heading: headings.customer, is: 'text', width: 12, of: ({ customerId }) => customerId },
    { heading: headings.reason, is: 'text', width: 24, of: ({ reason }) => reason },
    { heading: headings.note, is: 'text', width: 24, of: ({ note }) => note },
    { heading: headings.corrects, is: 'text', width: 12, of: ({ correctsId }) => correctsId },
    { heading: headings.entryId, is: 'text', width: 38, of: ({ id }) => id },
  ]
  return sheet({ title: titles.receipts, columns, rows: receiptsOf(desk, range), totalLabel: total })
}

/** How it was paid; of foreign money also how much of it, and of several means how much by each. */
const methodsOf = ({ legs }: Receipt): string =>
  legs
    .map(({ method, amount, foreign }) => {
      const share = legs.length === 1 ? [] : [amount]
      const handed = foreign === undefined ? [] : [`(${foreign.currency} ${foreign.amount})`]
      return [method, ...share, ...handed].join(' ')
    })
    .join(', ')

async function* receiptsOf(desk: ReceiptsDesk, { from, to, branch }: BooksRange): AsyncGenerator<Receipt> {
  let cursor: string | null = null
  do {
    const page: Receipts = await desk.ledger.receipts({
      to,
      limit: 200,
      ...(from === undefined ? {} : { from }),
      ...(branch === undefined ? {} : { branch }),
      ...(cursor === null ? {} : { cursor }),
    })
    yield* page.items
    cursor = page.next
  } while (cursor !== null)
}
