import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { Order } from '../../src/orders/index.ts'
import { isCalotypeError } from '../../src/values/calotype-error.ts'
import { Money } from '../../src/values/money.ts'
import { trialBalanceIsZero } from './studio.ts'
import { asked, usualWay, walking } from './walking.ts'

const kinds = [
  ...(['addLine', 'changeLine', 'cancelLine', 'cancelLines', 'exchangeLine', 'exchangeLine'] as const),
  ...(['pay', 'pay', 'refund', 'move', 'move', 'move', 'hold', 'release', 'promise', 'pickUpLine', 'cancel'] as const),
]
const step = fc.record({ kind: fc.constantFrom(...kinds), a: fc.nat(1000), b: fc.nat(1000), c: fc.nat(1000) })
const placing = fc.record({ paid: fc.nat(6000), earnest: fc.boolean(), claimed: fc.boolean(), today: fc.boolean() })

const items = ['wedding-classic', 'album-12', 'extra-image', 'noble', 'simple'] as const
const cny = (amount: string): bigint => Money.of(amount, 'CNY').minor
const shown = (minor: bigint): string => Money.ofMinor(minor, 'CNY').toString()
const sum = (amounts: readonly bigint[]): bigint => amounts.reduce((one, other) => one + other, 0n)
/** What a step may be refused with; anything else is a defect. */
const expected =
  /^(ORDER_|LINE_|LINES_|BALANCE_DUE|DISCOUNT_|FORFEIT_|PAYMENT_EXCEEDS_DUE|COMMITMENT_|REFUND_EXCEEDS|STAGE_|SIDE_STATE|CHECKS_OPEN|RECEIPT_)/

/** The order as a version answers it: without its account. */
function agreed(standing: Order) {
  const { paid: _paid, balanceDue: _due, overpaid: _over, mergedInto: _into, mergedFrom: _from, ...order } = standing
  return order
}

describe('whatever is changed of an order', () => {
  it('adds up, loses no money, and can be read as it was', async () => {
    await fc.assert(
      fc.asyncProperty(placing, fc.array(step, { minLength: 4, maxLength: 22 }), async (begun, steps) => {
        const { claimed, today } = begun
        const settings = {
          orders: {
            claimBeyondPaid: claimed,
            exchangePrices: today ? 'today' : 'daySold',
            quantityPrices: today ? 'today' : 'daySold',
          },
          stages: { flowOfItem: { 'album-12': 'album' } },
        }
        const studio = await walking({ settings })
        const { desk, customer } = studio
        const { orders: room } = desk
        const upgrades = [{ to: 'noble', price: '1500.00' }]
        const entitlements = { shoots: 1 }
        await desk.catalog.addItem({ code: 'noble', kind: 'package', name: '尊享', price: '6999.00', entitlements })
        await desk.catalog.addItem({
          code: 'simple',
          kind: 'package',
          name: '轻',
          price: '2999.00',
          entitlements,
          upgrades,
        })
        await desk.pricing.savePromotion({ code: 'ten', name: '九折', effect: { kind: 'percentage', percent: '10' } })
        const purpose = begun.earnest ? { purpose: 'earnest' as const } : {}
        const paid =
          begun.paid === 0 ? {} : { payment: { legs: [{ method: 'cash', amount: `${begun.paid}.00` }], ...purpose } }
        const placed = await room.place({
          customerId: customer.id,
          lines: [
            { item: 'wedding-classic' },
            { item: 'album-12', quantity: 2 },
            { item: 'simple', discount: '99.00' },
          ],
          ...paid,
        })
        const orderId = placed.id
        const seen = new Map([[1, agreed(await room.get({ orderId }))]])
        const receipts = (await desk.ledger.receipts({ orderId })).items.map(({ id }) => id)
        let received = begun.paid * 100
        let given = 0n
        let kept = 0n

        for (const { kind, a, b, c } of steps) {
          const { lines } = await room.get({ orderId })
          const line = lines[a % lines.length]
          const lineId = line?.id ?? 'none'
          const reference = { orderId, lineId }
          const item = items[b % items.length] ?? 'album-12'
          const cancelled = async (
            run: Promise<{ refund: { amount: string } | null; cancellation: { forfeited: string } }>,
          ): Promise<void> => {
            const { refund, cancellation } = await run
            given += cny(refund?.amount ?? '0')
            kept += cny(cancellation.forfeited)
          }
          const terms = {
            orderId,
            reason: '不要了',
            refund: c % 2 === 0,
            ...(c % 5 === 0 ? { forfeit: `${c % 400}.10` } : {}),
          }
          const acts = {
            addLine: () => room.addLine({ orderId, line: { item }, secondSale: c % 2 === 0 }),
            changeLine: () =>
              room.changeLine({
                ...reference,
                quantity: 1 + (c % 4),
                ...(b % 3 === 0 ? { discount: `${c % 300}.05` } : {}),
              }),
            cancelLine: () => cancelled(room.cancelLine({ ...terms, lineId })),
            cancelLines: () =>
              cancelled(room.cancelLines({ ...terms, lines: [lineId, lines[b % lines.length]?.id ?? 'none'] })),
            exchangeLine: () => room.exchangeLine({ ...reference, item, ...(c % 3 === 0 ? { to: 'retouching' } : {}) }),
            pay: async () => {
              const amount = `${1 + (c % 3000)}.${10 + (b % 90)}`
              const method = c % 2 === 0 ? 'cash' : 'wechat'
              const receipt = await desk.ledger.takePayment({ orderId, legs: [{ method, amount }] })
              receipts.push(receipt.id)
              received += Number(cny(receipt.amount))
            },
            refund: async () => {
              const receiptId = receipts[a % Math.max(1, receipts.length)] ?? 'none'
              const back = await desk.ledger.refund({ receiptId, amount: `${1 + (c % 200)}.00`, reason: '退差价' })
              given += cny(back.amount)
            },
            move: async () => {
              const to = line?.nextStage ?? 'none'
              const known = usualWay.find((stage) => stage === to)
              await room.moveStage({
                ...{ lines: [reference], from: line?.stage ?? 'none', to },
                ...(known === undefined ? {} : asked[known]),
              })
            },
            hold: () => room.hold({ lines: [reference], cause: 'customer' }),
            release: () => room.release({ lines: [reference] }),
            promise: () => room.promise({ orderId, promisedDate: `2026-12-${10 + (c % 18)}` }),
            pickUpLine: () => room.pickUp({ orderId, lines: [lineId], arrearsAllowed: true, unfinishedAllowed: true }),
            cancel: async () => {
              if (c % 4 === 0) await cancelled(room.cancel({ ...terms, reason: '分手' }))
            },
          }
          await acts[kind]().catch((error: unknown) => {
            if (!isCalotypeError(error) || !expected.test(error.code)) throw error
          })
          const now = await room.get({ orderId })
          if (!seen.has(now.revision)) seen.set(now.revision, agreed(now))

          const total = sum(now.lines.filter(({ stage }) => stage !== 'cancelled').map(({ amount }) => cny(amount)))
          expect(now.total).toBe(shown(total))
          for (const { amount, priceTrace } of now.lines) {
            expect(shown(sum(priceTrace.map(({ change }) => cny(change))))).toBe(amount)
            for (const { after } of priceTrace) expect(cny(after)).toBeGreaterThanOrEqual(0n)
          }
          const account = await desk.ledger.balanceDue({ orderId })
          const { recognised, deposits, receivable, forfeited } = account
          expect(cny(account.total)).toBe(total + kept)
          expect(cny(forfeited)).toBe(kept)
          expect(cny(account.paid)).toBe(BigInt(received) - given)
          expect(cny(account.paid) + cny(receivable)).toBe(cny(recognised) + kept + cny(deposits))
          const delivered = now.lines.filter(({ pickedUpDate }) => pickedUpDate !== null)
          expect(cny(recognised)).toBe(sum(delivered.map(({ amount }) => cny(amount))))
        }

        for (const [revision, then] of seen) expect(await room.version({ orderId, revision })).toEqual(then)
        const { versions } = await room.history({ orderId, limit: 200 })
        const made = versions.flatMap(({ revision }) => (revision === null ? [] : [revision]))
        expect(made.sort((one, other) => one - other)).toEqual([...seen.keys()].sort((one, other) => one - other))
        for (const { happened, operation, changes } of versions) {
          expect(happened.length, `${operation} ${JSON.stringify(changes)}`).toBeGreaterThan(0)
        }
        await trialBalanceIsZero(studio)
        await studio.engine.close()
      }),
      { numRuns: 30 },
    )
  })
})
