/** Orders that are paid, sold to, delivered, given back, moved and merged in any order: the books stay even, and nothing is lost. */
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { isCalotypeError } from '../../src/values/calotype-error.ts'
import { Money } from '../../src/values/money.ts'
import { balanceOf, booksAreRight, cny, furnishedChain, type FurnishedChain } from './two-branches.ts'

const pick = fc.nat(1000)
const kinds = [
  ...['place', 'pay', 'pay', 'pay', 'bond', 'refund', 'refund', 'addLine', 'cancelLine', 'pickUpLine', 'instalments'],
  ...['toBranch', 'toBranch', 'toBranch', 'toCustomer', 'merge', 'merge', 'merge', 'merge', 'cancel', 'void', 'day'],
] as const
const step = fc.record({ kind: fc.constantFrom(...kinds), a: pick, b: pick, c: pick })

/** What a step may be refused with; anything else is a defect. */
const expected =
  /^(ORDER|LINE_|LINES_|BALANCE_DUE|PAYMENT_EXCEEDS_DUE|COMMITMENT|REFUND_|AMOUNT_|RECEIPT_|INSTALMENTS_|STORED_VALUE_|FORFEIT_)/

interface Sums {
  readonly deposits: bigint
  readonly receivable: bigint
  readonly bond: bigint
  readonly paid: bigint
  /** Due less overpaid. */
  readonly net: bigint
  readonly total: bigint
}

async function sumsOf({ desk }: FurnishedChain, orderIds: readonly string[]): Promise<Sums> {
  const sums = { deposits: 0n, receivable: 0n, bond: 0n, paid: 0n, net: 0n, total: 0n }
  for (const orderId of orderIds.filter((id) => id !== 'none')) {
    const one = await desk.ledger.balanceDue({ orderId })
    sums.deposits += cny(one.deposits)
    sums.receivable += cny(one.receivable)
    sums.bond += cny(one.bond)
    sums.paid += cny(one.paid)
    sums.net += cny(one.balanceDue) - cny(one.overpaid)
    sums.total += cny(one.total)
  }
  return sums
}

const shown = (minor: bigint): string => Money.ofMinor(minor, 'CNY').toString()

/** What the books of all branches hold of an order, by account. */
async function bookedOf({ desk }: FurnishedChain, orderIds: readonly string[]): Promise<Map<string, bigint>> {
  const booked = new Map<string, bigint>()
  let cursor: string | undefined
  do {
    const page = await desk.ledger.entries({ limit: 200, cursor })
    for (const { account, debit, credit, orderId } of page.items.flatMap((entry) => entry.lines)) {
      if (orderId === null || !orderIds.includes(orderId)) continue
      booked.set(account, (booked.get(account) ?? 0n) + cny(debit) - cny(credit))
    }
    cursor = page.next ?? undefined
  } while (cursor !== undefined)
  return booked
}

/** Another open order of the same customer and branch, where there is one; else any. */
async function likeOrder(
  { desk }: FurnishedChain,
  placed: readonly string[],
  { orderId, at }: { readonly orderId: string; readonly at: number },
): Promise<string> {
  const own = await desk.orders.get({ orderId })
  const alike: string[] = []
  for (const id of placed.filter((other) => other !== orderId)) {
    const one = await desk.orders.get({ orderId: id })
    if (one.customerId === own.customerId && one.branch === own.branch && one.status === 'open') alike.push(id)
  }
  return alike[at % Math.max(1, alike.length)] ?? placed[at % placed.length] ?? orderId
}

const laterDay = (at: string, days: number): string =>
  new Date(Date.parse(at) + days * 86_400_000).toISOString().slice(0, 10)

describe('orders that change hands and become one, in any order', () => {
  it('keep every branch even, and every yuan of every customer', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(step, { minLength: 6, maxLength: 28 }), async (steps) => {
        const chain = await furnishedChain()
        const { desk, west, customer, friend } = chain
        await desk.ledger.topUp({ customerId: customer.id, legs: [{ method: 'cash', amount: '700.00' }] })
        const receipts: string[] = []
        const place = async (here: typeof desk, customerId: string, dueDate: string | undefined): Promise<string> => {
          const due = dueDate === undefined ? {} : { dueDate }
          const payment = { purpose: 'earnest', legs: [{ method: 'card', amount: '150.00' }] } as const
          const lines = [{ item: 'album' }, { item: 'wedding' }]
          const order = await here.orders.place({ customerId, lines, payment, ...due })
          if (order.receipt !== null) receipts.push(order.receipt.id)
          return order.id
        }
        const placed = [
          await place(desk, customer.id, '2026-12-01'),
          await place(desk, customer.id, undefined),
          await place(desk, customer.id, '2026-11-22'),
          await place(west, customer.id, undefined),
        ]
        for (const { kind, a, b, c } of steps) {
          const orderId = placed[a % Math.max(1, placed.length)] ?? 'none'
          const otherId = await likeOrder(chain, placed, { orderId, at: b })
          const here = c % 2 === 0 ? desk : west
          const { lines } = await desk.orders.get({ orderId })
          const lineId = lines[b % Math.max(1, lines.length)]?.id ?? 'none'
          const method = ['cash', 'card', 'storedValue'][c % 3] ?? 'cash'
          const legs = [{ method, amount: shown(BigInt(1 + (c % 900)) * 100n + BigInt(b % 100)) }]
          const moves = ['toBranch', 'toCustomer', 'merge'].includes(kind)
          const before = moves ? await sumsOf(chain, placed) : undefined
          const acts: Record<(typeof kinds)[number], () => Promise<unknown>> = {
            place: async () => {
              // Some fall due tomorrow, some after the life is over.
              const dueDate = [laterDay(chain.clock.at, 1), laterDay(chain.clock.at, 30), undefined][a % 3]
              placed.push(await place(here, (c % 4 === 3 ? friend : customer).id, dueDate))
            },
            pay: async () => {
              const purpose = b % 3 === 0 ? ({ purpose: 'earnest' } as const) : {}
              receipts.push((await here.ledger.takePayment({ orderId, legs, ...purpose })).id)
            },
            bond: async () => receipts.push((await here.ledger.takePayment({ orderId, legs, purpose: 'bond' })).id),
            refund: () =>
              here.ledger.refund({
                receiptId: receipts[b % Math.max(1, receipts.length)] ?? 'none',
                amount: `${1 + (c % 200)}.05`,
                reason: 'x',
              }),
            void: () =>
              here.ledger.voidReceipt({ receiptId: receipts[b % Math.max(1, receipts.length)] ?? 'none', reason: 'x' }),
            addLine: () => here.orders.addLine({ orderId, line: { item: 'album' }, secondSale: true }),
            cancelLine: () => here.orders.cancelLine({ orderId, lineId }),
            pickUpLine: () => here.orders.pickUp({ orderId, lines: [lineId], arrearsAllowed: true }),
            cancel: () => here.orders.cancel({ orderId, reason: 'x', refund: c % 3 === 0 }),
            instalments: () => desk.receivables.agreeTerms({ orderId, terms: { dates: ['2026-11-30', '2026-12-15'] } }),
            toBranch: () =>
              here.orders.transferToBranch({ orderId, toBranch: b % 2 === 0 ? 'west' : 'main', reason: 'x' }),
            toCustomer: () =>
              here.orders.transferToCustomer({
                orderId,
                toCustomerId: (b % 2 === 0 ? friend : customer).id,
                consent: 'inPerson',
                reason: 'x',
              }),
            merge: () => here.orders.merge({ survivorId: orderId, mergedId: otherId }),
            day: async () => {
              chain.clock.at = new Date(Date.parse(chain.clock.at) + 86_400_000).toISOString()
              await desk.ledger.totalDays({})
            },
          }
          const kept = before === undefined ? undefined : await sumsOf(chain, [orderId, otherId])
          const done = await acts[kind]().then(
            () => true,
            (error: unknown) => {
              if (isCalotypeError(error) && (expected.test(error.code) || error.code === 'INPUT_INVALID')) return false
              throw error
            },
          )
          if (before === undefined || kept === undefined) continue
          const after = await sumsOf(chain, placed)
          for (const name of ['bond', 'paid', 'net', 'total'] as const) {
            expect(after[name], `${kind} keeps ${name}`).toBe(before[name])
          }
          expect(after.deposits - after.receivable).toBe(before.deposits - before.receivable)
          if (kind !== 'merge' || !done) continue
          const survivor = await sumsOf(chain, [orderId])
          expect([survivor.net, survivor.paid, survivor.total]).toEqual([kept.net, kept.paid, kept.total])
          expect((await desk.orders.get({ orderId: otherId })).mergedInto).toBe(orderId)
        }
        const all = await sumsOf(chain, placed)
        expect(await balanceOf(chain, 'CustomerDeposits')).toBe(shown(-all.deposits))
        expect(await balanceOf(chain, 'AR:Customers')).toBe(shown(all.receivable))
        expect(await balanceOf(chain, 'RentalBonds')).toBe(shown(-all.bond))
        let due = 0n
        for (const orderId of placed) {
          const order = await desk.orders.get({ orderId })
          const live = order.lines.filter(({ progress }) => progress !== 'cancelled')
          expect(order.total).toBe(shown(live.reduce((sum, { amount }) => sum + cny(amount), 0n)))
          expect(new Set(order.lines.map(({ line }) => line)).size).toBe(order.lines.length)
          due += cny(order.balanceDue)
          const balance = await desk.ledger.balanceDue({ orderId })
          expect(balance.dues.reduce((sum, one) => sum + cny(one.amount), 0n)).toBe(cny(balance.balanceDue))
          expect([balance.branch, balance.customerId]).toEqual([order.branch, order.customerId])
          const booked = await bookedOf(chain, [orderId])
          expect(booked.get('CustomerDeposits') ?? 0n).toBe(-cny(balance.deposits))
          expect(booked.get('AR:Customers') ?? 0n).toBe(cny(balance.receivable))
          expect(booked.get('RentalBonds') ?? 0n).toBe(-cny(balance.bond))
          const { items } = await desk.ledger.receipts({ orderId, limit: 200 })
          if (order.mergedInto === null) {
            const own = [orderId, ...order.mergedFrom]
            expect(items.every((one) => own.includes(one.orderId ?? ''))).toBe(true)
          }
        }
        expect((await desk.receivables.aging({ notDue: true })).outstanding).toBe(shown(due))
        expect((await desk.statistics.dailySummary({})).receivables.outstanding).toBe(shown(due))
        for (const { id: customerId } of [customer, friend]) {
          const own = await desk.receivables.statement({ customerId }).catch(() => undefined)
          if (own === undefined) continue
          const balances = []
          for (const orderId of placed) {
            const one = await desk.ledger.balanceDue({ orderId })
            if (one.customerId === customerId) balances.push(cny(one.receivable) - cny(one.deposits))
          }
          expect(own.closing).toBe(shown(balances.reduce((sum, one) => sum + one, 0n)))
        }
        await booksAreRight(chain)
        await chain.engine.close()
      }),
      { numRuns: 40 },
    )
  })
})
