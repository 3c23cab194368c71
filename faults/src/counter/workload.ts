/** Clients who do whatever a counter does, on the same few orders, customers and tills. */
import { isCalotypeError, type PaymentRunner } from '@calotype/core'
import type { Random } from '../run/random.ts'
import type { openCounter } from './studio.ts'

export interface Counter extends Awaited<ReturnType<typeof openCounter>> {
  readonly runner: PaymentRunner
}

/** What the clients meet at. */
export interface Meeting {
  readonly orders: [string, ...string[]]
  readonly customers: [string, ...string[]]
}

export interface ClientOptions {
  readonly random: Random
  /** Ends every name that is given to something; no two clients of one store share it. */
  readonly name: string
  readonly steps: number
  /** Told of entries that were acknowledged. */
  readonly acknowledged?: (entryIds: readonly string[]) => void
}

const tillNames = ['front', 'back'] as const
const clerks = ['ann', 'bob', 'cho', 'dee'] as const

/** Orders of two customers, and two tills. */
export async function furnish({ owner }: Pick<Counter, 'owner'>): Promise<Meeting> {
  for (const code of tillNames) await owner.tills.define({ code, name: code })
  await owner.catalog.addItem({ code: 'classic', kind: 'package', name: '经典套系', price: '100000.00' })
  const placed = async (name: string) => {
    const { id: customerId } = await owner.customers.register({ name })
    const order = async () => (await owner.orders.place({ customerId, lines: [{ item: 'classic' }] })).id
    return { customerId, orders: [await order(), await order()] as [string, string] }
  }
  const [one, other] = [await placed('王芳'), await placed('李伟')]
  return { customers: [one.customerId, other.customerId], orders: [...one.orders, ...other.orders] }
}

/** Answers what the client was told that is no answer of the trade. */
export async function client(counter: Counter, meeting: Meeting, options: ClientOptions): Promise<readonly string[]> {
  const { random, steps, acknowledged } = options
  const deeds = deedsOf(counter, meeting, options)
  const strange: string[] = []
  for (let step = 0; step < steps; step++) {
    try {
      acknowledged?.(await random.pick(deeds)())
    } catch (error) {
      if (!isOfTheTrade(error)) strange.push(String(error))
    }
  }
  return strange
}

/** A refusal that a client caused: all else is the store's doing, or ours. */
const isOfTheTrade = (error: unknown): boolean =>
  isCalotypeError(error) && error.status < 500 && !error.code.startsWith('STORAGE_') && error.code !== 'NOT_RETRIED'

/** Answers the ids of entries that it posted. */
type Deed = () => Promise<readonly string[]>

function deedsOf(counter: Counter, { orders, customers }: Meeting, { random, name }: ClientOptions): [Deed, ...Deed[]] {
  const { runner } = counter
  const desk = counter.desk(random.pick(clerks), 'owner')
  const receipts: string[] = []
  let rows = 0
  const order = () => random.pick(orders)
  const customerId = () => random.pick(customers)
  const till = () => random.pick(tillNames)
  const amount = () => `${random.whole(1, 30)}.00`
  const receiptId = () => receipts[random.whole(0, Math.max(0, receipts.length - 1))] ?? 'none'
  const entry = async (posted: Promise<{ readonly id: string }>) => [(await posted).id]
  const receipt = async (taken: Promise<{ readonly id: string }>) => {
    const ids = await entry(taken)
    receipts.push(...ids)
    return ids
  }
  const nothing = async (done: Promise<unknown>) => {
    await done
    return []
  }
  const pay = (leg: { readonly method: string; readonly amount: string }, at?: string) =>
    receipt(desk.ledger.takePayment({ orderId: order(), legs: [leg], ...(at === undefined ? {} : { till: at }) }))
  const begun = () => desk.payments.begin({ orderId: order(), provider: 'bank', amount: amount() })
  return [
    () => pay({ method: 'card', amount: amount() }),
    () => pay({ method: 'cash', amount: amount() }, till()),
    () => pay({ method: 'storedValue', amount: amount() }),
    // Two of four vouchers, in any order: used by one receipt, freed where that is voided.
    () => {
      const codes = [random.whole(1, 4), random.whole(1, 4)].map((code) => `1234567${code}`)
      const legs = codes.map((code) => ({ method: 'meituan', amount: '1.00', code }))
      return receipt(desk.ledger.takePayment({ orderId: order(), legs }))
    },
    () => receipt(desk.ledger.topUp({ customerId: customerId(), legs: [{ method: 'alipay', amount: amount() }] })),
    () =>
      receipt(desk.ledger.topUp({ customerId: customerId(), till: till(), legs: [{ method: 'cash', amount: '5' }] })),
    async () => {
      const placed = await desk.orders.place({
        customerId: customerId(),
        lines: [{ item: 'classic', unitPrice: '10.00' }],
        payment: { legs: [{ method: random.pick(['storedValue', 'card']), amount: '4.00' }] },
      })
      const { id: orderId } = placed
      const legs = [{ method: 'alipay', amount: '20.00' }]
      const { id, credit } = await desk.ledger.takePayment({ orderId, overpayment: 'credit', legs })
      const { refund } = await desk.orders.cancel({ orderId, reason: 'a mistake', forfeit: '1.00', refund: true })
      return [placed.receipt, credit, refund].flatMap((one) => (one === null ? [] : [one.id])).concat(id)
    },
    () => entry(desk.ledger.refund({ receiptId: receiptId(), amount: '1.00', reason: 'asked' })),
    () => entry(desk.ledger.voidReceipt({ receiptId: receiptId(), reason: 'mistaken' })),
    () => nothing(desk.tills.openShift({ till: till(), float: { amount: '100' } })),
    () => nothing(desk.tills.closeShift({ cash: { amount: amount() }, toSafe: '1' })),
    () => nothing(desk.tills.handOver({ cash: { amount: amount() }, to: random.pick(clerks) })),
    async () => [(await desk.tills.drop({ amount: '1' })).entryId],
    async () => [(await desk.tills.payOut({ amount: '1', account: 'Utilities', reason: 'water' })).entryId],
    () => nothing(desk.tills.closeDay({})),
    () => nothing(desk.tills.reopenDay({ date: counter.clock.now.slice(0, 10), reason: 'not over' })),
    async () => {
      const rejected = { decision: 'rejected', reason: 'wrong', void: true } as const
      const { correctionId } = await desk.tills.reviewReceipt({ receiptId: receiptId(), ...rejected })
      return correctionId === null ? [] : [correctionId]
    },
    async () => {
      const { id } = await begun()
      const { entryId } = await runner.send(id)
      if (entryId === null) return []
      receipts.push(entryId)
      return [entryId]
    },
    async () => {
      const asked = { receiptId: receiptId(), amount: '1.00', reason: 'asked' }
      const { entryId } = await desk.payments.refund(asked)
      return entryId === null ? [] : [entryId]
    },
    () => nothing(runner.work()),
    // A file of what is on its way and of what has come.
    async () => {
      const { items } = await desk.payments.attempts({ provider: 'bank', arrived: false, state: 'settled', limit: 6 })
      const named = [...items, await begun()].map(({ id, kind, amount: moved }) => ({
        row: `${name}-${++rows}`,
        kind: kind === 'refund' ? ('refund' as const) : ('payment' as const),
        attemptId: id,
        amount: moved,
        fee: '0.01',
      }))
      const file = { provider: 'bank', batch: name, bank: 'main', currency: 'CNY', rows: named }
      const { entryId } = await desk.payments.importSettlement(file)
      return entryId === null ? [] : [entryId]
    },
    () => nothing(desk.ledger.seal({})),
  ]
}
