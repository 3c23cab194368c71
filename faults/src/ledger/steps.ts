/** One thing that a client does to the ledger, at random. What is refused by the rules is a part of the walk. */
import { isCalotypeError, Money } from '@calotype/core'
import type { Random } from '../run/random.ts'
import { type BooksDesk, customerOf, dateOf, orderIds, tillOf } from './open-books.ts'

export interface Walker {
  readonly desk: BooksDesk
  readonly branch: string
  readonly random: Random
  readonly customers: readonly string[]
  /** Begins its keys. */
  readonly name: string
}

/** How often each kind of step is taken. */
const weights = {
  pay: 8,
  refund: 4,
  voidReceipt: 2,
  bond: 2,
  returnBond: 2,
  topUp: 2,
  deliver: 8,
  takeBack: 1,
  waive: 1,
  change: 2,
  cancel: 1,
  writeOff: 3,
  recover: 2,
  plan: 2,
  post: 1,
  reverse: 1,
  shift: 3,
  payLate: 1,
  lock: 1,
  reopen: 1,
  total: 3,
  retotal: 1,
} as const

export type StepKind = keyof typeof weights
export const stepKinds = Object.keys(weights) as StepKind[]
const bag = stepKinds.flatMap((kind) => Array.from({ length: weights[kind] }, () => kind)) as [StepKind, ...StepKind[]]

const methods = ['cash', 'cash', 'card', 'wechat', 'meituan', 'storedValue'] as const
const codes = ['AAAA1111', 'BBBB2222', 'CCCC3333'] as const
const reason = 'walk'

export interface Outcome {
  readonly kind: StepKind
  /** `done`, `idle` where there was nothing to do it to, or the code of the refusal. */
  readonly became: string
}

/** Takes a step. @throws what no client should see: anything but a refusal below 500 */
export async function takeStep(walker: Walker, round: number, count: number): Promise<Outcome> {
  const kind = walker.random.pick(bag)
  // Now and then the same request is sent twice at once, as an impatient client does: it must happen once.
  const idempotencyKey = `${walker.name}-${round}-${count}`
  const doing = await prepare(walker, kind, round)
  if (doing === undefined) return { kind, became: 'idle' }
  const twice = walker.random.fraction() < 0.15
  const answers = await Promise.allSettled(Array.from({ length: twice ? 2 : 1 }, () => doing({ idempotencyKey })))
  const became = answers.map((answer) => (answer.status === 'fulfilled' ? 'done' : refusal(kind, answer.reason)))
  // A refusal is not kept: of two, the first may be refused and the second, a moment later, not. What was done stays so.
  const done = answers.flatMap((answer) => (answer.status === 'fulfilled' ? [answer.value] : []))
  if (twice && done.length > 0) done.push(await doing({ idempotencyKey }))
  if (new Set(done.map((value) => JSON.stringify(value))).size > 1) {
    throw new Error(`${kind} answered two things to one key`)
  }
  return { kind, became: became.includes('done') ? 'done' : (became[0] ?? 'idle') }
}

function refusal(kind: StepKind, error: unknown): string {
  if (isCalotypeError(error) && error.status < 500) return error.code
  const said =
    error instanceof Error ? `${error.message} ${isCalotypeError(error) ? error.code : error.stack}` : String(error)
  throw new Error(`${kind}: ${said}`)
}

type Keyed = { readonly idempotencyKey: string }
type Doing = (keyed: Keyed) => Promise<unknown>

/** What is done, with everything chosen; undefined where there is nothing to do it to. */
async function prepare(walker: Walker, kind: StepKind, round: number): Promise<Doing | undefined> {
  const { desk, random, branch } = walker
  const orderId = random.pick(orderIds as [string, ...string[]])
  const amount = cents(random.whole(1, 40_000))
  switch (kind) {
    case 'pay': {
      const legs = Array.from({ length: random.whole(1, 2) }, () => leg(random))
      const purpose = random.pick(['earnest', 'advance', undefined] as const)
      return (keyed) => desk.ledger.takePayment({ orderId, legs, purpose, ...keyed })
    }
    case 'bond': {
      const legs = [{ method: random.pick(['cash', 'card']), amount }]
      return (keyed) => desk.ledger.takePayment({ orderId, legs, purpose: 'bond', ...keyed })
    }
    case 'refund': {
      const receipt = await recent(walker)
      if (receipt === undefined) return undefined
      const part = share(receipt.amount, random.whole(1, 110))
      return (keyed) => desk.ledger.refund({ receiptId: receipt.id, amount: part, reason, ...keyed })
    }
    case 'voidReceipt': {
      const receipt = await recent(walker)
      return receipt && ((keyed) => desk.ledger.voidReceipt({ receiptId: receipt.id, reason, ...keyed }))
    }
    case 'returnBond': {
      const { bond } = await desk.ledger.balanceDue({ orderId })
      const given = { returned: share(bond, random.whole(0, 110)), kept: share(bond, random.whole(0, 30)) }
      return (keyed) => desk.ledger.returnBond({ orderId, ...given, reason, ...keyed })
    }
    case 'topUp': {
      const customerId = customerOf(walker.customers, orderId)
      return (keyed) => desk.ledger.topUp({ customerId, legs: [{ method: 'wechat', amount }], ...keyed })
    }
    case 'deliver': {
      const discount = cents(random.whole(0, 500))
      return (keyed) => desk.sales.deliver({ orderId, amount, discount, ...keyed })
    }
    case 'takeBack': {
      const entry = await latest(walker, 'recognition')
      if (entry?.orderId == null) return undefined
      const given = { orderId: entry.orderId, recognitionId: entry.id }
      return (keyed) => desk.sales.takeBack({ ...given, ...keyed })
    }
    case 'waive': {
      const part = cents(random.whole(1, 300))
      return (keyed) => desk.ledger.waive({ orderId, amount: part, reason, ...keyed })
    }
    case 'change': {
      const total = cents(random.whole(50_000, 200_000))
      return (keyed) => desk.sales.change({ orderId, total, ...keyed })
    }
    case 'cancel': {
      const back = random.fraction() < 0.5
      return random.fraction() < 0.3 ? (keyed) => desk.sales.cancel({ orderId, back, ...keyed }) : undefined
    }
    case 'writeOff': {
      const { receivable } = await desk.ledger.balanceDue({ orderId })
      const part = share(receivable, random.whole(20, 105))
      return (keyed) => desk.receivables.writeOff({ orderId, amount: part, reason, ...keyed })
    }
    case 'recover': {
      const entry = await latest(walker, 'writeOff')
      if (entry === undefined) return undefined
      if (random.fraction() < 0.4) {
        return (keyed) => desk.receivables.reverseWriteOff({ writeOffId: entry.id, reason, ...keyed })
      }
      const legs = [{ method: 'card', amount: share(entry.amount, random.whole(10, 80)) }]
      return (keyed) => desk.receivables.recover({ writeOffId: entry.id, legs, ...keyed })
    }
    case 'plan': {
      const dates = [2, 5, 9].map((ahead) => dateOf(round + ahead))
      return (keyed) => desk.receivables.agreeTerms({ orderId, terms: { dates }, ...keyed })
    }
    case 'post': {
      const lines = [
        { account: 'Rent', debit: amount },
        { account: 'Bank:icbc', credit: amount },
      ]
      return (keyed) => desk.ledger.post({ lines, memo: reason, ...keyed })
    }
    case 'reverse': {
      const entry = await latest(walker, 'manual')
      return entry && ((keyed) => desk.ledger.reverse({ entryId: entry.id, reason, ...keyed }))
    }
    case 'shift':
      return shiftStep(walker)
    case 'payLate': {
      const businessDate = dateOf(Math.max(0, round - random.whole(1, 4)))
      return (keyed) => desk.sales.payLate({ orderId, amount, businessDate, ...keyed })
    }
    case 'lock': {
      const through = dateOf(round - random.whole(1, 2))
      return round < 1 || branch === '' ? undefined : (keyed) => desk.ledger.lockPeriod({ through, ...keyed })
    }
    case 'reopen': {
      const through = dateOf(round - random.whole(2, 5))
      return (keyed) => desk.ledger.reopenPeriod({ through, reason, ...keyed })
    }
    case 'total':
      return (keyed) => desk.ledger.totalDays(keyed)
    case 'retotal':
      return (keyed) => desk.ledger.rebuildTotals(keyed)
  }
}

/** Closes the shift of the branch's till, or opens one. */
async function shiftStep({ desk, branch, random }: Walker): Promise<Doing> {
  const { items } = await desk.tills.shifts({ till: tillOf(branch), open: true, limit: 1 })
  const [open] = items
  const amount = cents(random.whole(0, 20_000))
  if (open === undefined) {
    return (keyed) => desk.tills.openShift({ till: tillOf(branch), float: { amount }, ...keyed })
  }
  const shiftId = open.id
  if (random.fraction() < 0.6) {
    return (keyed) => desk.tills.payIn({ shiftId, amount: '1.00', account: 'Capital', reason, ...keyed })
  }
  return (keyed) => desk.tills.closeShift({ shiftId, cash: { amount }, ...keyed })
}

function leg(random: Random): { method: string; amount: string; code?: string } {
  const method = random.pick(methods)
  const amount = cents(random.whole(1, 20_000))
  return method === 'meituan' ? { method, amount, code: random.pick(codes) } : { method, amount }
}

/** One of the latest receipts, of whomever. */
async function recent({ desk, random }: Walker) {
  const { items } = await desk.ledger.receipts({ limit: 12 })
  const receipts = items.filter(({ kind }) => kind === 'receipt')
  return receipts[random.whole(0, Math.max(0, receipts.length - 1))]
}

/** One of the last entries of a kind, of some order or by hand. */
async function latest({ desk, random }: Walker, kind: 'recognition' | 'writeOff' | 'manual') {
  const orderId = random.pick(orderIds as [string, ...string[]])
  const where = kind === 'manual' ? { account: 'Rent' } : { orderId }
  const { items } = await desk.ledger.entries({ ...where, limit: 200 })
  const found = items.filter((entry) => entry.kind === kind).slice(-6)
  return found[random.whole(0, Math.max(0, found.length - 1))]
}

const cents = (minor: number): string => Money.ofMinor(BigInt(minor), 'CNY').toString()
const share = (of: string, percent: number): string => {
  const { minor } = Money.of(of, 'CNY')
  return Money.ofMinor((minor * BigInt(percent)) / 100n, 'CNY').toString()
}
