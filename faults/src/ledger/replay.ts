/** Whether what is stored follows from the lines, replayed from nothing. Pure: no I/O. */
import type { SqlRow } from '../stores/reader.ts'
import { type Books, day, differences, moved, sums, whole, words, yes } from './books.ts'

const orderOf = (row: SqlRow): string => words(row.order_id)

/** Every entry has lines, and they are even in each currency. */
export function entryViolations({ entries, lines }: Books): readonly string[] {
  const uneven = sums(lines, (line) => `${words(line.entry_id)} ${words(line.currency)}`, moved)
  const known = new Set(entries.map(({ id }) => words(id)))
  const held = new Set(lines.map((line) => words(line.entry_id)))
  return [
    ...[...uneven].flatMap(([key, sum]) => (sum === 0n ? [] : [`entry ${key} is uneven by ${sum}`])),
    ...[...known].flatMap((id) => (held.has(id) ? [] : [`entry ${id} has no lines`])),
    ...[...held].flatMap((id) => (known.has(id) ? [] : [`lines of ${id} have no entry`])),
    ...lines.flatMap((line) =>
      whole(line.debit) > 0n === whole(line.credit) > 0n ? [`a line of ${words(line.entry_id)} has not one side`] : [],
    ),
  ]
}

/** Each order stands as its lines say, and the control accounts are the sums over the orders. */
export function orderViolations({ entries, lines, commitments }: Books): readonly string[] {
  const kindOf = new Map(entries.map((entry) => [words(entry.id), words(entry.kind)]))
  const bondReturn = (line: SqlRow): boolean => kindOf.get(words(line.entry_id)) === 'bondReturn'
  const inOrder = lines.filter((line) => words(line.order_id) !== '')
  const on = (account: string) => inOrder.filter((line) => words(line.account) === account)
  const bonds = sums(on('RentalBonds'), orderOf, (line) => -moved(line))
  const deposits = sums(on('CustomerDeposits'), orderOf, (line) => -moved(line))
  const owed = sums(on('AR:Customers'), orderOf, moved)
  const customer = new Set(['RentalBonds', 'CustomerDeposits', 'AR:Customers'])
  const earned = sums(
    inOrder.filter((line) => words(line.method) === '' && !customer.has(words(line.account)) && !bondReturn(line)),
    orderOf,
    (line) => -moved(line),
  )
  const stored = (of: (row: SqlRow) => bigint) => sums(commitments, orderOf, of)
  const earnedOf = (row: SqlRow): bigint =>
    whole(row.recognised) + whole(row.forfeited) - whole(row.waived) - whole(row.written_off)
  const positive = (amount: bigint): bigint => (amount > 0n ? amount : 0n)
  const names = ['total', 'paid', 'recognised', 'forfeited', 'waived', 'written_off', 'bond', 'outstanding', 'earnest']
  return [
    ...differences('what was earned', stored(earnedOf), earned),
    ...differences(
      'the bond',
      stored((row) => whole(row.bond)),
      bonds,
    ),
    ...differences(
      'the deposits',
      stored((row) => positive(whole(row.paid) - earnedOf(row))),
      deposits,
    ),
    ...differences(
      'the receivable',
      stored((row) => positive(earnedOf(row) - whole(row.paid))),
      owed,
    ),
    ...differences(
      'what is outstanding',
      stored((row) => whole(row.outstanding)),
      stored((row) => positive(whole(row.total) - whole(row.waived) - whole(row.written_off) - whole(row.paid))),
    ),
    ...commitments.flatMap((row) =>
      names.flatMap((name) => (whole(row[name]) < 0n ? [`${name} of ${orderOf(row)} is ${whole(row[name])}`] : [])),
    ),
    ...lines.flatMap((line) =>
      customer.has(words(line.account)) && words(line.order_id) === ''
        ? [`${words(line.account)} moved without order`]
        : [],
    ),
  ]
}

/** Stored value is what its account says of each customer. */
export function storedValueViolations({ lines, storedValues }: Books): readonly string[] {
  const of = lines.filter((line) => words(line.account) === 'StoredValue')
  const replayed = sums(
    of,
    (line) => words(line.customer_id),
    (line) => -moved(line),
  )
  const stored = sums(
    storedValues,
    (row) => words(row.customer_id),
    (row) => whole(row.balance),
  )
  const below = [...stored].flatMap(([id, balance]) => (balance < 0n ? [`stored value of ${id} is ${balance}`] : []))
  return [...differences('the stored value', stored, replayed), ...below]
}

/** The totals of days, months and years are the sums of the lines of the days that are totalled. */
export function totalViolations({ lines, totals, accountTotals, periods }: Books): readonly string[] {
  const through = new Map(periods.map((row) => [words(row.branch), day(row.totalled_through)]))
  const totalled = lines.filter((line) => day(line.business_date) <= (through.get(words(line.branch)) ?? ''))
  const dated = totalled.flatMap((line) =>
    [10, 7, 4].map((length) => ({ ...line, period: day(line.business_date).slice(0, length) })),
  )
  const account = ['period', 'branch', 'account', 'currency'] as const
  const all = [...account, 'method', 'category', 'shoot_type'] as const
  const differing = (rows: readonly SqlRow[], by: readonly string[]): readonly string[] => {
    const keyOf = (row: SqlRow): string => [...by.map((name) => words(row[name])), yes(row.cash)].join(' ')
    return (['debit', 'credit'] as const).flatMap((side) => {
      const of = (row: SqlRow): bigint => whole(row[side])
      return differences(`the total ${side}`, sums(rows, keyOf, of), sums(dated, keyOf, of))
    })
  }
  return [...differing(accountTotals, account), ...differing(totals, all)]
}
