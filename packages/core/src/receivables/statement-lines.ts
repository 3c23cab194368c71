/** What moved on a customer's account. Pure: no I/O. */
import { Money } from '../values/money.ts'

/** One entry as far as it moved what a customer owes: above zero where the customer owes more. */
export interface Movement {
  readonly entryId: string
  readonly kind: string
  readonly orderId: string
  readonly businessDate: string
  readonly number: string | null
  readonly at: string
  readonly amount: Money
}

export const movementKinds = [
  'deliveries',
  'payments',
  'refunds',
  'cancellations',
  'waivers',
  'writeOffs',
  'other',
] as const
export type MovementKind = (typeof movementKinds)[number]

const kinds: Readonly<Record<string, MovementKind>> = {
  recognition: 'deliveries',
  reversal: 'deliveries',
  receipt: 'payments',
  // A void says that the payment never was.
  void: 'payments',
  refund: 'refunds',
  cancellation: 'cancellations',
  waiver: 'waivers',
  writeOff: 'writeOffs',
  writeOffReversal: 'writeOffs',
  debtRecovery: 'writeOffs',
}

export const movementKind = (kind: string): MovementKind => kinds[kind] ?? 'other'

const sumOf = (currency: string, movements: readonly Movement[]): Money =>
  Money.sum(
    currency,
    movements.map(({ amount }) => amount),
  )

export interface Account {
  readonly opening: Money
  /** Sums by kind, signed as the movements. */
  readonly moved: Readonly<Record<MovementKind, Money>>
  readonly closing: Money
}

/** An account over a range, both days included: what was before, what moved in it, and what was at its end. */
export function accountOver(
  currency: string,
  movements: readonly Movement[],
  range: { readonly from: string; readonly to: string },
): Account {
  const opening = sumOf(
    currency,
    movements.filter(({ businessDate }) => businessDate < range.from),
  )
  const within = withinRange(movements, range)
  const of = (wanted: MovementKind): Money =>
    sumOf(
      currency,
      within.filter(({ kind }) => movementKind(kind) === wanted),
    )
  return {
    opening,
    moved: {
      deliveries: of('deliveries'),
      payments: of('payments'),
      refunds: of('refunds'),
      cancellations: of('cancellations'),
      waivers: of('waivers'),
      writeOffs: of('writeOffs'),
      other: of('other'),
    },
    closing: opening.plus(sumOf(currency, within)),
  }
}

/** The movements of a range, the earliest first. */
export const withinRange = (
  movements: readonly Movement[],
  { from, to }: { readonly from: string; readonly to: string },
): readonly Movement[] =>
  movements
    .filter(({ businessDate }) => businessDate >= from && businessDate <= to)
    .toSorted((one, other) => compareText(placeOf(one), placeOf(other)))

const compareText = (one: string, other: string): number => (one < other ? -1 : one > other ? 1 : 0)

/** Where a movement stands in the statement: by date, then in the order in which entries were posted. */
export const placeOf = ({ businessDate, entryId }: Movement): string => `${businessDate} ${entryId}`

/** Each movement with what the customer owed after it. */
export function withBalances(
  opening: Money,
  movements: readonly Movement[],
): readonly (Movement & { readonly balance: Money })[] {
  let balance = opening
  return movements.map((movement) => {
    balance = balance.plus(movement.amount)
    return { ...movement, balance }
  })
}
