/** Clients who do whatever a counter does, all at once, on the same few orders, customers and tills. */
import { isCalotypeError, type StorageAdapter } from '@calotype/core'
import type { Random } from '../../src/run/random.ts'
import { openBank } from './bank.ts'

/** How often the store asked for a transaction to be run again, by the code of its error. */
export type Repeats = Map<string, number>

/** The adapter, with what its transactions end with counted. */
export function counting(storage: StorageAdapter, repeats: Repeats): StorageAdapter {
  return new Proxy(storage, {
    get(target, property) {
      const member = Reflect.get(target, property)
      if (typeof member !== 'function') return member
      if (property !== 'transaction') return member.bind(target)
      return async (...given: Parameters<StorageAdapter['transaction']>) => {
        try {
          return await target.transaction(...given)
        } catch (error) {
          if (isCalotypeError(error)) repeats.set(error.code, (repeats.get(error.code) ?? 0) + 1)
          throw error
        }
      }
    },
  })
}

type Studio = Awaited<ReturnType<typeof openBank>>

export interface Place {
  readonly orders: readonly string[]
  readonly customers: readonly string[]
}

const tillNames = ['front', 'back'] as const
const clerks = ['ann', 'bob', 'cho', 'dee'] as const

/** Orders of customers, and two tills. */
export async function furnish({ owner }: Studio): Promise<Place> {
  for (const code of tillNames) await owner.tills.define({ code, name: code })
  await owner.catalog.addItem({ code: 'classic', kind: 'package', name: '经典套系', price: '100000.00' })
  const customers: string[] = []
  const orders: string[] = []
  for (const name of ['王芳', '李伟']) {
    const { id: customerId } = await owner.customers.register({ name })
    customers.push(customerId)
    for (let count = 0; count < 2; count++) {
      orders.push((await owner.orders.place({ customerId, lines: [{ item: 'classic' }] })).id)
    }
  }
  return { orders, customers }
}

/** One client: `steps` random operations. Answers what it was told that is no answer of the trade. */
export async function client(studio: Studio, place: Place, random: Random, steps: number): Promise<string[]> {
  const clerk = random.pick(clerks)
  const desk = studio.desk(clerk, 'owner')
  const order = () => random.pick(place.orders as [string, ...string[]])
  const customerId = () => random.pick(place.customers as [string, ...string[]])
  const amount = () => `${random.whole(1, 30)}.00`
  const receipts: string[] = []
  const attempts: string[] = []
  const some = (list: readonly string[]) => list[random.whole(0, Math.max(0, list.length - 1))] ?? 'none'
  const till = () => random.pick(tillNames)
  const keep = async (receipt: Promise<{ readonly id: string }>) => void receipts.push((await receipt).id)
  const codes = () => [random.whole(1, 4), random.whole(1, 4)].map((code) => `1234567${code}`)
  const deeds: readonly [() => Promise<unknown>, ...(() => Promise<unknown>)[]] = [
    () => keep(desk.ledger.takePayment({ orderId: order(), legs: [{ method: 'wechat', amount: amount() }] })),
    () => keep(desk.ledger.takePayment({ orderId: order(), till: till(), legs: [{ method: 'cash', amount: amount() }] })),
    () => keep(desk.ledger.takePayment({ orderId: order(), legs: [{ method: 'storedValue', amount: amount() }] })),
    () =>
      keep(
        desk.ledger.takePayment({
          orderId: order(),
          legs: codes().map((code) => ({ method: 'meituan', amount: '1.00', code })),
        }),
      ),
    () => keep(desk.ledger.topUp({ customerId: customerId(), legs: [{ method: 'alipay', amount: amount() }] })),
    () => keep(desk.ledger.topUp({ customerId: customerId(), till: till(), legs: [{ method: 'cash', amount: '5' }] })),
    async () => {
      const buyer = customerId()
      const { id } = await desk.orders.place({
        customerId: buyer,
        lines: [{ item: 'classic', unitPrice: '10.00' }],
        payment: { legs: [{ method: random.pick(['storedValue', 'card']), amount: '4.00' }] },
      })
      await desk.ledger.takePayment({
        orderId: id,
        overpayment: 'credit',
        legs: [{ method: 'alipay', amount: '20.00' }],
      })
      await desk.orders.cancel({ orderId: id, reason: 'a mistake', forfeit: '1.00', refund: true })
    },
    () => desk.ledger.refund({ receiptId: some(receipts), amount: '1.00', reason: 'asked' }),
    () => desk.ledger.voidReceipt({ receiptId: some(receipts), reason: 'mistaken' }),
    () => desk.tills.openShift({ till: till(), float: { amount: '100' } }),
    () => desk.tills.closeShift({ cash: { amount: amount() } }),
    () => desk.tills.handOver({ cash: { amount: amount() }, to: random.pick(clerks) }),
    () => desk.tills.drop({ amount: '1' }),
    () => desk.tills.payOut({ amount: '1', account: 'Utilities', reason: 'water' }),
    () => desk.tills.closeDay({}),
    () => desk.tills.reopenDay({ date: '2026-11-22', reason: 'not over' }),
    () => desk.tills.reviewReceipt({ receiptId: some(receipts), decision: 'rejected', reason: 'wrong', void: true }),
    async () => {
      const { id } = await desk.payments.begin({ orderId: order(), provider: 'bank', amount: amount() })
      attempts.push(id)
      const paid = await studio.runner.send(id)
      if (paid.entryId !== null) receipts.push(paid.entryId)
    },
    () => desk.payments.refund({ receiptId: some(receipts), amount: '1.00', reason: 'asked' }),
    () => studio.runner.work(),
    async () => {
      const rows = []
      for (let count = 0; count < 4; count++) {
        const { id, amount: due } = await desk.payments.begin({ orderId: order(), provider: 'bank', amount: '3.00' })
        rows.push({ row: id, kind: 'payment' as const, attemptId: id, amount: due, fee: '0.01' })
      }
      await desk.payments.importSettlement({ provider: 'bank', batch: 'today', bank: 'main', currency: 'CNY', rows })
    },
    () => desk.ledger.seal({}),
  ]
  const strange: string[] = []
  for (let step = 0; step < steps; step++) {
    try {
      await random.pick(deeds)()
    } catch (error) {
      const code = isCalotypeError(error) ? error.code : 'NO_CODE'
      // Refusals of the trade have a status of a client's doing; the rest is the store's or ours.
      if (!isCalotypeError(error) || error.status >= 500 || notOfTheTrade.has(code)) strange.push(`${code}: ${String(error)}`)
    }
  }
  return strange
}

const notOfTheTrade = new Set(['DEADLOCK', 'SERIALIZATION_FAILURE', 'LOCK_TIMEOUT', 'VERSION_CONFLICT', 'UNIQUE_VIOLATION'])
