/** Random histories of a studio: several branches and months, sales and manual entries, refunds, voids, bonds, closings. */
import fc from 'fast-check'
import { CalotypeError } from '../../src/values/calotype-error.ts'
import { addDays } from '../../src/values/calendar-date.ts'
import { Money } from '../../src/values/money.ts'
import type { Books, Desk } from './books.ts'

const branches = ['main', 'south'] as const
const orderIds = ['o1', 'o2', 'o3'] as const
const text = (minor: number) => Money.ofMinor(BigInt(minor), 'CNY').toString()

const amount = fc.integer({ min: 1, max: 90_000 })
const share = fc.integer({ min: 1, max: 110 })
const orderId = fc.constantFrom(...orderIds)
const category = fc.constantFrom(undefined, 'package', 'album', 'rent')
const shootType = fc.constantFrom(undefined, 'wedding', 'children')
const account = fc.constantFrom(
  'Bank:icbc',
  'Cash:Safe',
  'Clearing:Card',
  'Equipment',
  'Loan',
  'Capital',
  'Inventory:Albums',
  'AP:Suppliers',
  'Prepaid',
  'Payroll:NetPay',
  'Income:Product',
  'Income:TillOver',
  'Income:Discounts',
  'COGS:Albums',
  'Wastage',
  'Rent',
  'Marketing',
  'Payroll:Gross',
)

const action = fc.oneof(
  {
    weight: 6,
    arbitrary: fc.record({
      do: fc.constant('post' as const),
      legs: fc.array(fc.record({ debit: account, credit: account, amount, category, shootType }), {
        minLength: 1,
        maxLength: 3,
      }),
      foreign: fc.boolean(),
      daysAgo: fc.integer({ min: 0, max: 20 }),
    }),
  },
  {
    weight: 5,
    arbitrary: fc.record({
      do: fc.constant('pay' as const),
      orderId,
      legs: fc.array(fc.tuple(fc.constantFrom('cash', 'card', 'wechat', 'storedValue'), amount), {
        minLength: 1,
        maxLength: 2,
      }),
      purpose: fc.constantFrom('bond' as const, undefined, undefined),
    }),
  },
  { weight: 4, arbitrary: fc.record({ do: fc.constant('deliver' as const), orderId, amount, category, shootType }) },
  { weight: 2, arbitrary: fc.record({ do: fc.constant('refund' as const), pick: fc.nat(), share }) },
  { weight: 2, arbitrary: fc.record({ do: fc.constant('void' as const), pick: fc.nat() }) },
  {
    weight: 3,
    arbitrary: fc.record({
      do: fc.constant('returnBond' as const),
      orderId,
      share: fc.constantFrom(0, 0, 30, 100),
      kept: fc.constantFrom(0, 40, 100),
    }),
  },
  { weight: 1, arbitrary: fc.record({ do: fc.constant('topUp' as const), amount }) },
  { weight: 1, arbitrary: fc.record({ do: fc.constant('cancel' as const), orderId, amount }) },
  { weight: 1, arbitrary: fc.record({ do: fc.constant('closeYear' as const) }) },
)

export const history = fc.array(
  fc.record({ wait: fc.integer({ min: 0, max: 25 }), branch: fc.constantFrom(...branches), action }),
  { minLength: 15, maxLength: 45 },
)

export type History = typeof history extends fc.Arbitrary<infer H> ? H : never

export const firstDay = '2025-11-01'

/** Answers the last day. What the ledger refuses is left out: it changes nothing. */
export async function live(books: Books, steps: History): Promise<string> {
  const { clock, as } = books
  const desks = Object.fromEntries(branches.map((branch) => [branch, as('manager', { branch })]))
  let today = firstDay
  clock.now = `${today}T04:00:00.000Z`
  const customer = await books.manager.customers.register({ name: '王芳' })
  for (const one of orderIds) {
    await books.manager.sales.open({ orderId: one, total: '900', customerId: customer.id })
  }
  for (const { wait, branch, action: one } of steps) {
    today = addDays(today, wait)
    clock.now = `${today}T04:00:00.000Z`
    try {
      await act(desks[branch] as Desk, one, today, customer.id)
    } catch (error) {
      if (!(error instanceof CalotypeError) || error.status >= 500) throw error
    }
  }
  return today
}

type Action = History[number]['action']

async function act(desk: Desk, one: Action, today: string, customerId: string): Promise<void> {
  const receipts = async () =>
    (await desk.ledger.receipts({ limit: 200 })).items.filter(({ kind }) => kind === 'receipt')
  switch (one.do) {
    case 'post': {
      const lines = one.legs.flatMap(({ debit, credit, amount: minor, category: of, shootType: shot }) => {
        const told = {
          ...(of === undefined ? {} : { category: of }),
          ...(shot === undefined ? {} : { shootType: shot }),
          currency: one.foreign ? 'USD' : 'CNY',
        }
        return [
          { account: debit, debit: text(minor), ...told },
          { account: credit, credit: text(minor), ...told },
        ]
      })
      const date = addDays(today, -one.daysAgo)
      await desk.clerk.post({ lines, date: date < firstDay ? firstDay : date })
      return
    }
    case 'pay': {
      const legs = one.legs.map(([method, minor]) => ({ method, amount: text(minor) }))
      await desk.ledger.takePayment({ orderId: one.orderId, legs, purpose: one.purpose, overpayment: 'credit' })
      return
    }
    case 'deliver': {
      const { orderId: id, amount: minor, category: of, shootType: shot } = one
      const told = { ...(of === undefined ? {} : { category: of }), ...(shot === undefined ? {} : { shootType: shot }) }
      await desk.clerk.deliver({ orderId: id, amount: text(minor), discount: text(Math.floor(minor / 7)), ...told })
      return
    }
    case 'refund': {
      const found = await receipts()
      const receipt = found[one.pick % Math.max(found.length, 1)]
      if (receipt === undefined) return
      const minor = Math.floor((Number(Money.of(receipt.amount, 'CNY').minor) * one.share) / 100)
      await desk.ledger.refund({ receiptId: receipt.id, amount: text(minor), reason: 'model' })
      return
    }
    case 'void': {
      const found = await receipts()
      const receipt = found[one.pick % Math.max(found.length, 1)]
      if (receipt !== undefined) await desk.ledger.voidReceipt({ receiptId: receipt.id, reason: 'model' })
      return
    }
    case 'returnBond': {
      const { bond } = await desk.ledger.balanceDue({ orderId: one.orderId })
      const held = Number(Money.of(bond, 'CNY').minor)
      const returned = Math.min(Math.floor((held * one.share) / 100), held)
      const kept = Math.min(Math.floor((held * one.kept) / 100), held - returned)
      await desk.ledger.returnBond({
        orderId: one.orderId,
        returned: text(returned),
        kept: text(kept),
        reason: 'model',
      })
      return
    }
    case 'topUp':
      await desk.ledger.topUp({ customerId, legs: [{ method: 'cash', amount: text(one.amount) }] })
      return
    case 'cancel':
      await desk.sales.cancel({ orderId: one.orderId, forfeit: text(one.amount), refund: 'rest' })
      return
    case 'closeYear':
      await desk.ledger.closeYear({ year: Number(today.slice(0, 4)) - 1 })
      return
  }
}
