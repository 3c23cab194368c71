/** How long what is open has been due. Pure: no I/O. */
import { type CalendarDate, daysBetween } from '../values/calendar-date.ts'
import { Money } from '../values/money.ts'

/** What is owed on bills by days since they were due, and what the supplier owes in turn. */
export interface Aging {
  readonly notDue: Money
  /** 1 to 30 days late. */
  readonly days30: Money
  readonly days60: Money
  readonly days90: Money
  readonly older: Money
  /** Credit notes not applied yet. */
  readonly credits: Money
  /** Advances not used yet. */
  readonly advances: Money
}

export interface OpenSum {
  readonly kind: string
  readonly dueOn: CalendarDate
  readonly open: bigint
}

type Bucket = keyof Aging

function bucketOf({ kind, dueOn }: OpenSum, on: CalendarDate): Bucket {
  if (kind === 'creditNote') return 'credits'
  if (kind === 'advance') return 'advances'
  const late = daysBetween(dueOn, on)
  if (late <= 0) return 'notDue'
  if (late <= 30) return 'days30'
  if (late <= 60) return 'days60'
  return late <= 90 ? 'days90' : 'older'
}

/** Sorts sums into buckets as of a date. */
export function aged(sums: readonly OpenSum[], on: CalendarDate, currency: string): Aging {
  const buckets: Record<Bucket, bigint> = {
    notDue: 0n,
    days30: 0n,
    days60: 0n,
    days90: 0n,
    older: 0n,
    credits: 0n,
    advances: 0n,
  }
  for (const sum of sums) buckets[bucketOf(sum, on)] += sum.open
  const money = (bucket: Bucket) => Money.ofMinor(buckets[bucket], currency)
  return {
    notDue: money('notDue'),
    days30: money('days30'),
    days60: money('days60'),
    days90: money('days90'),
    older: money('older'),
    credits: money('credits'),
    advances: money('advances'),
  }
}

/** What is owed on bills, and of that what is late. */
export function owed(aging: Aging): { readonly bills: Money; readonly late: Money; readonly net: Money } {
  const late = aging.days30.plus(aging.days60).plus(aging.days90).plus(aging.older)
  const bills = aging.notDue.plus(late)
  return { bills, late, net: bills.minus(aging.credits).minus(aging.advances) }
}
