/** What a shift must hold by the books, method by method. Pure: no I/O. */
import { tillAccount } from '../ledger/index.ts'
import { Money } from '../values/money.ts'

/** The lines of a shift, summed by account and method. */
export interface LineSum {
  readonly account: string
  readonly method: string | null
  readonly debit: bigint
  readonly credit: bigint
}

export interface Expected {
  /** What lies in the drawer. */
  readonly cash: Money
  /** By method, what slips and terminals must say: without what was given back in cash from the drawer. */
  readonly others: ReadonlyMap<string, Money>
}

/** `carried` is what the drawer held by the books before the shift. */
export function expectedOf(till: string, carried: Money, sums: readonly LineSum[]): Expected {
  const { currency } = carried
  const drawer = tillAccount(till)
  let cash = carried
  const others = new Map<string, Money>()
  for (const { account, method, debit, credit } of sums) {
    const moved = Money.ofMinor(debit - credit, currency)
    if (account === drawer) cash = cash.plus(moved)
    else if (method !== null) others.set(method, (others.get(method) ?? Money.zero(currency)).plus(moved))
  }
  return { cash, others }
}

export interface MethodDifference {
  method: string
  currency: string
  expected: string
  /** Null where nobody counted it. */
  counted: string | null
  difference: string | null
}

/** Expected against counted for the methods other than cash; a method that only one side knows is held against zero. */
export function methodDifferences(
  expected: ReadonlyMap<string, Money>,
  counted: ReadonlyMap<string, Money>,
): MethodDifference[] {
  const names = [...new Set([...expected.keys(), ...counted.keys()])].sort()
  return names.flatMap((method) => {
    const found = expected.get(method)
    const said = counted.get(method)
    const currency = (found ?? said)?.currency
    if (currency === undefined) return []
    const books = found ?? Money.zero(currency)
    return {
      method,
      currency,
      expected: books.toString(),
      counted: said?.toString() ?? null,
      difference: said?.minus(books).toString() ?? null,
    }
  })
}

/** What slips or a terminal say of a method. */
export interface MethodCount {
  readonly method: string
  readonly amount: Money
}

/** The same for the studio's currency, then for each foreign one that was expected or counted, in the order of their codes. */
export function allMethodDifferences(
  expected: Expected & { readonly foreign: readonly Expected[] },
  counts: readonly MethodCount[],
): MethodDifference[] {
  const home = expected.cash.currency
  const books = new Map([expected, ...expected.foreign].map((one) => [one.cash.currency, one.others]))
  const foreign = new Set([...books.keys(), ...counts.map((one) => one.amount.currency)])
  foreign.delete(home)
  return [home, ...[...foreign].sort()].flatMap((currency) => {
    const own = new Map<string, Money>()
    for (const { method, amount } of counts) {
      if (amount.currency === currency) own.set(method, (own.get(method) ?? Money.zero(currency)).plus(amount))
    }
    return methodDifferences(books.get(currency) ?? new Map(), own)
  })
}
