/** The lines behind a number, page by page in the order of dates, and what came before a page. */
import { closingCategory, ledgerLines, type PostedLine } from '../ledger/index.ts'
import { encodeCursor } from '../storage/cursor.ts'
import { type Filter, present } from '../storage/filter.ts'
import type { OrderBy } from '../storage/port.ts'
import type { ScopedReads } from '../storage/scoped-reads.ts'
import { addDays } from '../values/calendar-date.ts'
import { measured, type StatementSelection, type SelectionPart } from './selection.ts'
import { readSums } from './sums.ts'

export interface PageAsked {
  readonly limit: number
  readonly cursor?: string | undefined
}

export interface CountedLine {
  readonly line: PostedLine
  /** What it adds to the number. */
  readonly amount: bigint
}

export interface LinePage {
  readonly items: readonly CountedLine[]
  readonly next: string | null
  /** By account: what the lines of the pages before add up to. */
  readonly before: ReadonlyMap<string, bigint>
}

type Lines = Filter<PostedLine>

/**
 * One statement for each account, so that each is a walk along the index of its account and costs what the page costs; two
 * more where there are pages before. What came before is added up anew, so a line that was dated back in the meantime is
 * counted.
 */
export async function pageOfLines(
  store: ScopedReads,
  selection: StatementSelection,
  asked: PageAsked,
): Promise<LinePage> {
  const { limit, cursor } = asked
  const found: CountedLine[] = []
  let more = false
  for (const part of selection.parts) {
    for (const account of part.accounts) {
      const page = await store.page(ledgerLines, {
        where: { account, ...within(selection), ...linesOf(selection, part) },
        orderBy: ['businessDate', 'entryId', 'line'],
        limit,
        cursor,
      })
      found.push(...page.items.map((line) => ({ line, amount: measured(part.measure, line) })))
      more ||= page.next !== null
    }
  }
  found.sort((one, other) => inOrder(one.line, other.line))
  const items = found.slice(0, limit)
  const [first] = items
  const last = items.at(-1)
  return {
    items,
    next: last !== undefined && (more || found.length > limit) ? cursorAfter(last.line) : null,
    before: cursor === undefined || first === undefined ? new Map() : await amountsBefore(store, selection, first.line),
  }
}

/** In the order of a page: by date, entry and line. */
function inOrder(one: PostedLine, other: PostedLine): number {
  if (one.businessDate !== other.businessDate) return one.businessDate < other.businessDate ? -1 : 1
  if (one.entryId !== other.entryId) return one.entryId < other.entryId ? -1 : 1
  return one.line - other.line
}

const order: readonly OrderBy[] = ['businessDate', 'entryId', 'line'].map((column) => ({ column, direction: 'asc' }))

const cursorAfter = ({ businessDate, entryId, line }: PostedLine): string =>
  encodeCursor(order, [businessDate, entryId, line])

const datesOf = ({ from, to }: StatementSelection): Lines =>
  from === undefined && to === undefined ? {} : { businessDate: present({ gte: from, lte: to }) }

function within(selection: StatementSelection): Lines {
  return { ...datesOf(selection), ...present({ orderId: selection.orderId }) }
}

function linesOf({ currency, branch, category, shootType }: StatementSelection, part: SelectionPart): Lines {
  const { cash, closing, measure } = part
  return {
    currency,
    ...present({ branch, category, shootType, cash }),
    // Where a category is named, the lines of closings are left out already.
    ...(closing === false && category === undefined ? { category: { ne: closingCategory } } : {}),
    ...(measure === 'debits' ? { debit: { gt: 0n } } : {}),
    ...(measure === 'credits' ? { credit: { gt: 0n } } : {}),
  }
}

/** What the lines of a selection before one of them add up to: the days before from totals, and its own day by its lines. */
async function amountsBefore(store: ScopedReads, selection: StatementSelection, first: PostedLine) {
  const { currency, parts, from } = selection
  const { businessDate, entryId, line } = first
  const amounts = new Map<string, bigint>()
  const add = (account: string, amount: bigint) => amounts.set(account, (amounts.get(account) ?? 0n) + amount)
  const to = addDays(businessDate, -1)
  if (from === undefined || from <= to) {
    const sums = await sumsOf(store, { ...selection, to })
    for (const part of parts) {
      for (const account of part.accounts) add(account, sums.amount(currency, { ...part, accounts: [account] }))
    }
  }
  for (const part of parts) {
    const rows = await store.aggregate(ledgerLines, {
      where: {
        account: { in: part.accounts },
        businessDate,
        ...present({ orderId: selection.orderId }),
        ...linesOf(selection, part),
        allOf: [{ anyOf: [{ entryId: { lt: entryId } }, { entryId, line: { lt: line } }] }],
      },
      groupBy: ['account'],
      measures: { debit: { of: 'sum', column: 'debit' }, credit: { of: 'sum', column: 'credit' } },
      limit: 'all',
    })
    for (const row of rows) add(row.account, measured(part.measure, row))
  }
  return amounts
}

/** The sums of a selection. One statement. */
export function sumsOf(store: ScopedReads, { currency: _, parts, ...window }: StatementSelection) {
  return readSums(store, {
    window,
    toldApart: [
      ...(parts.some((part) => part.cash !== undefined) ? (['cash'] as const) : []),
      ...(parts.some((part) => part.closing === false) ? (['closing'] as const) : []),
    ],
    accounts: [...new Set(parts.flatMap((part) => part.accounts))],
  })
}
