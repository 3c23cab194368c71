/** Random steps over bills and expenses, carried out on the engine and on the naive books, which must agree on each outcome. */
import fc from 'fast-check'
import { type BackOffice, bank, minorOf } from '../payables/studio.ts'
import { dateAt, monthEnd, NaiveBooks, naiveParts, plusDays } from './naive-books.ts'

export const branches = ['main', 'east'] as const
const branch = fc.constantFrom(...branches)
const pick = fc.nat(1000)
const amount = fc.integer({ min: 1, max: 60_000 })
/** In percent of what is open: above 100 is too much. */
const share = fc.constantFrom(10, 50, 100, 100, 101)
const staff = fc.constantFrom('li-na', 'mei')
const is = <T extends string>(does: T) => fc.constant(does)

export const step = fc.oneof(
  { weight: 5, arbitrary: fc.record({ does: is('bill'), branch, pick, amount, number: fc.nat(25) }) },
  { weight: 2, arbitrary: fc.record({ does: is('creditNote'), branch, pick, amount, number: fc.nat(25) }) },
  { weight: 2, arbitrary: fc.record({ does: is('advance'), branch, pick, amount }) },
  { weight: 6, arbitrary: fc.record({ does: is('pay'), branch, pick, share, discount: fc.nat(100) }) },
  { weight: 4, arbitrary: fc.record({ does: is('apply'), branch, pick, other: pick, share }) },
  { weight: 2, arbitrary: fc.record({ does: is('refund'), branch, pick, share }) },
  { weight: 2, arbitrary: fc.record({ does: is('writeOff'), branch, pick, share }) },
  { weight: 2, arbitrary: fc.record({ does: is('voidDocument'), branch, pick }) },
  { weight: 3, arbitrary: fc.record({ does: is('voidSettlement'), branch, pick }) },
  { weight: 4, arbitrary: fc.record({ does: is('approve'), branch, pick }) },
  { weight: 2, arbitrary: fc.record({ does: is('spend'), branch, amount }) },
  { weight: 3, arbitrary: fc.record({ does: is('claim'), branch, amount, staff }) },
  { weight: 2, arbitrary: fc.record({ does: is('reimburse'), branch, staff }) },
  { weight: 3, arbitrary: fc.record({ does: is('reverse'), branch, pick }) },
  { weight: 1, arbitrary: fc.record({ does: is('reverseReimbursement'), branch, pick }) },
  {
    weight: 3,
    arbitrary: fc.record({
      does: is('prepay'),
      branch,
      pick,
      amount,
      months: fc.integer({ min: 1, max: 5 }),
      begins: fc.integer({ min: -40, max: 40 }),
      spread: fc.constantFrom('months' as const, 'days' as const),
      billed: fc.boolean(),
      number: fc.nat(25),
    }),
  },
  { weight: 1, arbitrary: fc.record({ does: is('endPrepaid'), branch, pick, share }) },
  { weight: 1, arbitrary: fc.record({ does: is('accrue'), branch, amount }) },
  { weight: 1, arbitrary: fc.record({ does: is('recur'), branch, amount, begins: fc.integer({ min: -30, max: 30 }) }) },
  { weight: 3, arbitrary: fc.record({ does: is('tick'), branch, days: fc.integer({ min: 1, max: 40 }) }) },
)

export type Step = typeof step extends fc.Arbitrary<infer S> ? S : never

export const text = (minor: number): string => `${minor < 0 ? '-' : ''}${(Math.abs(minor) / 100).toFixed(2)}`
const reason = 'model'
export const approvalLimit = 50_000
const partOf = (open: number, percent: number): number => Math.ceil((open * percent) / 100)

export class Walk {
  readonly books = new NaiveBooks()
  readonly outcomes = new Set<string>()
  readonly #office: BackOffice
  readonly #suppliers: readonly string[]
  #now: number

  constructor(office: BackOffice, suppliers: readonly string[]) {
    this.#office = office
    this.#suppliers = suppliers
    this.#now = Date.parse(office.clock.now)
  }

  get today(): string {
    // Shanghai, four in the morning: noon there is the same date in UTC.
    return dateAt(this.#now)
  }

  desk(of: string, id = 'keeper') {
    return this.#office.as('manager', { branch: of, id })
  }

  /** Carries a step out; the model says whether it must be refused. */
  async take(one: Step): Promise<void> {
    this.#now += 1000
    this.#office.clock.now = new Date(this.#now).toISOString()
    const planned = this.#plan(one)
    if (planned === undefined) return
    const answer = await planned.engine().then(
      (value: unknown) => ({ ok: true, value, code: '' }),
      (error: { code?: string; status?: number }) => {
        if (error.code === undefined || (error.status ?? 500) >= 500) throw error
        return { ok: false, value: undefined, code: error.code }
      },
    )
    if (answer.ok !== planned.allowed) {
      const said = answer.ok ? 'let it through' : `refused it with ${answer.code}`
      throw new Error(`${JSON.stringify(one)}: the engine ${said}, the model did not`)
    }
    this.outcomes.add(`${one.does} ${answer.ok ? 'done' : 'refused'}`)
    if (answer.ok) planned.keep(answer.value as Kept)
  }

  #plan(one: Step): Planned | undefined {
    const { books } = this
    const supplier = 'pick' in one ? (this.#suppliers[one.pick % this.#suppliers.length] ?? '') : ''
    const desk = this.desk(one.branch)
    const picked = <T>(list: readonly T[], at: number): T | undefined => list[at % Math.max(1, list.length)]
    switch (one.does) {
      case 'bill':
      case 'creditNote': {
        const { branch: of, amount: cents, does: kind } = one
        const number = `N-${one.number}`
        const given = { supplierId: supplier, number, lines: [{ account: 'Inventory:Albums', amount: text(cents) }] }
        const taken = books.documents.some(
          (doc) => doc.supplier === supplier && doc.kind === kind && doc.number === number && !doc.voided,
        )
        return {
          allowed: !taken,
          engine: () => (kind === 'bill' ? desk.payables.recordBill(given) : desk.payables.recordCreditNote(given)),
          keep: ({ id }) => books.documents.push(fresh(id, of, supplier, kind, number, cents)),
        }
      }
      case 'advance': {
        const { branch: of, amount: cents } = one
        return {
          allowed: true,
          engine: () => desk.payables.payAdvance({ supplierId: supplier, legs: bank(text(cents)) }),
          keep: ({ id }) => books.documents.push(fresh(id, of, supplier, 'advance', '', cents)),
        }
      }
      case 'pay': {
        const doc = picked(books.documents, one.pick)
        if (doc === undefined) return undefined
        const money = partOf(doc.open, one.share)
        const bills = [{ documentId: doc.id, amount: text(money), discount: text(one.discount) }]
        const payable = doc.branch === one.branch && doc.kind === 'bill' && !doc.voided && !doc.toApprove
        return {
          allowed: payable && money > 0 && money + one.discount <= doc.open,
          engine: () => desk.payables.pay({ supplierId: doc.supplier, bills, legs: bank(text(money)) }),
          keep: ({ id }) => books.settle(id, one.branch, [{ document: doc.id, by: money + one.discount }]),
        }
      }
      case 'apply': {
        const credit = picked(
          books.documents.filter((doc) => doc.kind !== 'bill'),
          one.pick,
        )
        const bill = picked(
          books.documents.filter((doc) => doc.kind === 'bill'),
          one.other,
        )
        if (credit === undefined || bill === undefined) return undefined
        const by = partOf(Math.min(credit.open, bill.open), one.share)
        const here = credit.branch === one.branch && bill.branch === one.branch && credit.supplier === bill.supplier
        const stand = !credit.voided && !bill.voided && !bill.toApprove
        const bills = [{ documentId: bill.id, amount: text(by) }]
        return {
          allowed: here && stand && by > 0 && by <= credit.open && by <= bill.open,
          engine: () => desk.payables.applyCredit({ creditId: credit.id, bills }),
          keep: ({ id }) =>
            books.settle(id, one.branch, [
              { document: credit.id, by },
              { document: bill.id, by },
            ]),
        }
      }
      case 'refund': {
        const doc = picked(books.documents, one.pick)
        if (doc === undefined) return undefined
        const by = partOf(doc.open, one.share)
        const fits = doc.branch === one.branch && doc.kind !== 'bill' && !doc.voided
        return {
          allowed: fits && by > 0 && by <= doc.open,
          engine: () => desk.payables.takeRefund({ creditId: doc.id, legs: bank(text(by)) }),
          keep: ({ id }) => books.settle(id, one.branch, [{ document: doc.id, by }]),
        }
      }
      case 'writeOff': {
        const doc = picked(books.documents, one.pick)
        if (doc === undefined) return undefined
        const by = partOf(doc.open, one.share)
        return {
          allowed: doc.branch === one.branch && !doc.voided && by > 0 && by <= doc.open,
          engine: () => desk.payables.writeOff({ documentId: doc.id, amount: text(by), reason }),
          keep: ({ id }) => books.settle(id, one.branch, [{ document: doc.id, by }]),
        }
      }
      case 'voidDocument': {
        const doc = picked(books.documents, one.pick)
        if (doc === undefined) return undefined
        const prepaid = books.expenses.find((expense) => expense.document === doc.id)
        const spent = prepaid !== undefined && prepaid.open !== prepaid.amount
        return {
          allowed: doc.branch === one.branch && !doc.voided && doc.open === doc.amount && !spent,
          engine: () => desk.payables.voidDocument({ documentId: doc.id, reason }),
          keep: () => {
            doc.voided = true
            doc.open = 0
            if (prepaid !== undefined) Object.assign(prepaid, { open: 0, gone: true })
          },
        }
      }
      case 'voidSettlement': {
        const done = picked(books.settlements, one.pick)
        if (done === undefined) return undefined
        return {
          allowed: done.branch === one.branch && !done.voided,
          engine: () => desk.payables.voidSettlement({ settlementId: done.id, reason }),
          keep: () => {
            done.voided = true
            for (const { document, by } of done.parts) books.document(document).open += by
          },
        }
      }
      case 'approve': {
        const doc = picked(books.documents, one.pick)
        if (doc === undefined) return undefined
        return {
          allowed: doc.branch === one.branch && doc.kind === 'bill' && doc.toApprove && !doc.voided,
          engine: () => this.desk(one.branch, 'second').payables.approve({ documentId: doc.id }),
          keep: () => {
            doc.toApprove = false
          },
        }
      }
      case 'spend':
      case 'claim': {
        const lines = [{ category: 'travel', amount: text(one.amount) }]
        const claimed = one.does === 'claim' ? { claimedBy: one.staff } : { legs: bank(text(one.amount)) }
        const kind = one.does === 'claim' ? 'claim' : 'paid'
        return {
          allowed: true,
          engine: () => desk.expenses.record({ lines, ...claimed }),
          keep: ({ id }) =>
            books.expenses.push({
              ...spending(id, one.branch, kind, one.amount),
              open: kind === 'claim' ? one.amount : 0,
              ...(one.does === 'claim' ? { staff: one.staff } : {}),
            }),
        }
      }
      case 'reimburse': {
        const own = books.expenses.filter(
          (expense) => expense.kind === 'claim' && expense.staff === one.staff && expense.branch === one.branch,
        )
        const open = own.filter((expense) => expense.open > 0)
        const total = open.reduce((sum, expense) => sum + expense.open, 0)
        return {
          allowed: total > 0,
          engine: () => desk.expenses.reimburse({ staff: one.staff, legs: bank(text(total)) }),
          keep: ({ id }) => {
            for (const expense of open) expense.open = 0
            const claims = open.map((expense) => expense.id)
            books.reimbursements.push({ id, branch: one.branch, claims, voided: false })
          },
        }
      }
      case 'reverse': {
        const expense = picked(books.expenses, one.pick)
        if (expense === undefined) return undefined
        const untouched = expense.kind === 'paid' || expense.open === expense.amount
        return {
          allowed: expense.branch === one.branch && !expense.gone && untouched && expense.document === undefined,
          engine: () => desk.expenses.reverse({ expenseId: expense.id, reason }),
          keep: () => Object.assign(expense, { open: 0, gone: true }),
        }
      }
      case 'reverseReimbursement': {
        const done = picked(books.reimbursements, one.pick)
        if (done === undefined) return undefined
        return {
          allowed: done.branch === one.branch && !done.voided,
          engine: () => desk.expenses.reverseReimbursement({ reimbursementId: done.id, reason }),
          keep: () => {
            done.voided = true
            for (const expense of books.expenses) if (done.claims.includes(expense.id)) expense.open = expense.amount
          },
        }
      }
      case 'prepay': {
        const { branch: of, amount: cents, months, spread, billed } = one
        const startsOn = `${plusDays(this.today, one.begins).slice(0, 7)}-01`
        let endsOn = startsOn
        for (let month = 1; month < months; month++) endsOn = plusDays(monthEnd(endsOn), 1)
        endsOn = monthEnd(endsOn)
        const number = `N-${one.number}`
        const taken = books.documents.some(
          (doc) => doc.supplier === supplier && doc.kind === 'bill' && doc.number === number && !doc.voided,
        )
        const by = billed ? { bill: { supplierId: supplier, number } } : { legs: bank(text(cents)) }
        const given = { category: 'rent', amount: text(cents), startsOn, months, spread, ...by }
        return {
          allowed: !(billed && taken),
          engine: () => desk.expenses.prepay(given),
          keep: ({ id, documentId }) => {
            const document = billed ? { document: documentId ?? '' } : {}
            const parts = naiveParts(cents, startsOn, endsOn, months, spread)
            books.expenses.push({ ...spending(id, of, 'prepaid', cents), ...document, parts, open: cents })
            if (billed) books.documents.push(fresh(documentId ?? '', of, supplier, 'bill', number, cents))
          },
        }
      }
      case 'endPrepaid': {
        const expense = picked(
          books.expenses.filter((other) => other.kind === 'prepaid'),
          one.pick,
        )
        if (expense === undefined) return undefined
        const back = partOf(expense.open, one.share)
        const legs = back > 0 ? { legs: bank(text(back)) } : {}
        return {
          allowed: expense.branch === one.branch && expense.open > 0 && back <= expense.open,
          engine: () => desk.expenses.endPrepaid({ prepaidId: expense.id, reason, ...legs }),
          keep: () => Object.assign(expense, { open: 0, parts: [], gone: true }),
        }
      }
      case 'accrue':
        return {
          allowed: true,
          engine: () => desk.expenses.accrue({ category: 'utilities', amount: text(one.amount) }),
          keep: ({ id }) => {
            const reversesOn = plusDays(monthEnd(this.today), 1)
            const of = spending(id, one.branch, 'accrual', one.amount)
            books.expenses.push({ ...of, open: one.amount, reversesOn })
          },
        }
      case 'recur': {
        const startsOn = plusDays(this.today, one.begins)
        const given = { name: 'Weekly', category: 'other', unit: 'week' as const, startsOn, account: 'Bank:icbc' }
        return {
          allowed: true,
          engine: () => desk.expenses.addRecurring({ ...given, mode: 'post', amount: text(one.amount) }),
          keep: ({ id }) => {
            const due = Array.from({ length: 120 }, (_, week) => plusDays(startsOn, week * 7))
            books.recurring.push({ id, branch: one.branch, amount: one.amount, due })
          },
        }
      }
      case 'tick': {
        this.#now += one.days * 86_400_000
        this.#office.clock.now = new Date(this.#now).toISOString()
        return {
          allowed: true,
          engine: () => desk.expenses.doDue({}),
          keep: () => books.tick(one.branch, this.today),
        }
      }
    }
  }
}

interface Kept {
  readonly id: string
  readonly documentId?: string | null
}

interface Planned {
  readonly allowed: boolean
  engine(): Promise<unknown>
  keep(answer: Kept): void
}

const fresh = (
  id: string,
  of: string,
  supplier: string,
  kind: 'bill' | 'creditNote' | 'advance',
  number: string,
  cents: number,
) => ({
  id,
  branch: of,
  supplier,
  kind,
  number,
  amount: cents,
  open: cents,
  voided: false,
  toApprove: kind === 'bill' && cents > approvalLimit,
})

const spending = (id: string, of: string, kind: 'paid' | 'claim' | 'prepaid' | 'accrual', cents: number) => ({
  id,
  branch: of,
  kind,
  amount: cents,
  parts: [],
  done: 0,
  gone: false,
})

export { minorOf }
