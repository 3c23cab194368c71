/** What bills and expenses must come to, worked out in the plainest way: one list each, whole cents, no sharing of code. */

export interface NaiveDocument {
  readonly id: string
  readonly branch: string
  readonly supplier: string
  readonly kind: 'bill' | 'creditNote' | 'advance'
  readonly number: string
  readonly amount: number
  open: number
  voided: boolean
  toApprove: boolean
}

export interface NaiveSettlement {
  readonly id: string
  readonly branch: string
  readonly parts: readonly { readonly document: string; readonly by: number }[]
  voided: boolean
}

export interface NaiveExpense {
  readonly id: string
  readonly branch: string
  readonly kind: 'paid' | 'claim' | 'prepaid' | 'accrual'
  readonly amount: number
  readonly staff?: string
  readonly document?: string
  /** Of a prepaid cost. */
  parts: readonly { readonly on: string; readonly amount: number }[]
  done: number
  /** What is owed, prepaid or accrued still. */
  open: number
  /** Of an accrual. */
  readonly reversesOn?: string
  gone: boolean
}

export interface NaiveReimbursement {
  readonly id: string
  readonly branch: string
  readonly claims: readonly string[]
  voided: boolean
}

export interface NaiveRecurring {
  readonly id: string
  readonly branch: string
  readonly amount: number
  readonly due: string[]
}

const dayMs = 86_400_000
export const dateAt = (ms: number): string => new Date(ms).toISOString().slice(0, 10)
const msOf = (date: string): number => Date.parse(`${date}T00:00:00.000Z`)
export const plusDays = (date: string, days: number): string => dateAt(msOf(date) + days * dayMs)

export function monthEnd(date: string): string {
  let day = date
  while (plusDays(day, 1).slice(0, 7) === date.slice(0, 7)) day = plusDays(day, 1)
  return day
}

/** Cents shared by weights: whole parts first, then one more for each of the largest remainders, the first where they tie. */
function shared(total: number, weights: readonly number[]): number[] {
  const sum = weights.reduce((a, b) => a + b, 0)
  const parts = weights.map((weight) => Math.floor((total * weight) / sum))
  const rests = weights.map((weight, at) => ({ at, rest: (total * weight) % sum }))
  rests.sort((a, b) => b.rest - a.rest || a.at - b.at)
  let left = total - parts.reduce((a, b) => a + b, 0)
  for (const { at } of rests) if (left-- > 0) parts[at] = (parts[at] ?? 0) + 1
  return parts
}

/** The parts of a cost that begins on the first of a month or later in it; `days` walks along every single day. */
export function naiveParts(total: number, from: string, endsOn: string, months: number, spread: 'months' | 'days') {
  if (spread === 'months') {
    const ends: string[] = []
    for (let day = from; ends.length < months; day = plusDays(monthEnd(day), 1)) ends.push(monthEnd(day))
    return shared(
      total,
      ends.map(() => 1),
    ).map((amount, at) => ({ on: ends[at] ?? '', amount }))
  }
  const days = new Map<string, number>()
  for (let day = from; day <= endsOn; day = plusDays(day, 1))
    days.set(monthEnd(day), (days.get(monthEnd(day)) ?? 0) + 1)
  const ends = [...days.keys()]
  return shared(total, [...days.values()]).map((amount, at) => ({ on: ends[at] ?? '', amount }))
}

export class NaiveBooks {
  readonly documents: NaiveDocument[] = []
  readonly settlements: NaiveSettlement[] = []
  readonly expenses: NaiveExpense[] = []
  readonly reimbursements: NaiveReimbursement[] = []
  readonly recurring: NaiveRecurring[] = []

  document(id: string): NaiveDocument {
    const found = this.documents.find((one) => one.id === id)
    if (found === undefined) throw new Error(`the model has no document ${id}`)
    return found
  }

  settle(id: string, branch: string, parts: NaiveSettlement['parts']): void {
    for (const { document, by } of parts) this.document(document).open -= by
    this.settlements.push({ id, branch, parts, voided: false })
  }

  /** What each control account must be, by branch: positive in the direction of its nature. */
  accounts(branch: string): Readonly<Record<string, number>> {
    const docs = this.documents.filter((one) => one.branch === branch)
    const of = (kind: string) => docs.filter((one) => one.kind === kind).reduce((sum, one) => sum + one.open, 0)
    const own = this.expenses.filter((one) => one.branch === branch)
    const open = (kind: string) => own.filter((one) => one.kind === kind).reduce((sum, one) => sum + one.open, 0)
    return {
      'AP:Suppliers': of('creditNote') - of('bill'),
      SupplierAdvances: of('advance'),
      StaffClaims: -open('claim'),
      Prepaid: open('prepaid'),
      AccruedExpenses: -open('accrual'),
    }
  }

  /** Does what is due in a branch by a date. */
  tick(branch: string, today: string): void {
    for (const one of this.expenses.filter((expense) => expense.branch === branch && !expense.gone)) {
      if (one.kind === 'prepaid') {
        for (let part = one.parts[one.done]; part !== undefined && part.on <= today; part = one.parts[one.done]) {
          one.open -= part.amount
          one.done++
        }
      }
      if (one.kind === 'accrual' && (one.reversesOn ?? '') <= today) {
        one.open = 0
        one.gone = true
      }
    }
    for (const one of this.recurring) {
      while (one.branch === branch && (one.due[0] ?? '9') <= today) one.due.shift()
    }
  }
}
