import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { Receipt } from '@calotype/core'
import { openStudio, stores } from './studio.ts'

const branches = ['main', 'west'] as const
type Branch = (typeof branches)[number]

/**
 * What somebody tries at a counter. Many are refused: before a number is taken (an amount above what is due, a method that is
 * not known), and after it (a plugin that refuses what ends in 13).
 */
const attempt = fc.record({
  branch: fc.constantFrom(...branches),
  does: fc.constantFrom('pay', 'pay', 'pay', 'payTooMuch', 'payUnknown', 'payVetoed', 'refund', 'refundTooMuch'),
  pick: fc.nat(20),
  // The same key given again answers the stored receipt and takes no second number.
  key: fc.option(fc.nat(3), { freq: 4 }),
})
const rounds = fc.array(fc.array(attempt, { minLength: 1, maxLength: 8 }), { minLength: 1, maxLength: 4 })

/** The counter at the end of a number such as `Rmain-261122-0007`. */
const counterOf = (number: string) => Number(number.slice(number.lastIndexOf('-') + 1))

describe.each(stores)('numbers of receipts and refunds on %s', (_name, storage) => {
  it('run from one without a gap in each branch, whoever races and whatever fails', async () => {
    await fc.assert(
      fc.asyncProperty(rounds, async (all) => {
        const { engine, as, place } = await openStudio({ storage: storage() })
        try {
          const orders = { main: (await place('main')).id, west: (await place('west')).id }
          const receipts: Record<Branch, Receipt[]> = { main: [], west: [] }
          let refused = 0
          let at = 0
          for (const round of all) {
            at += 1
            await Promise.all(
              round.map(async ({ branch, does, pick, key }) => {
                const desk = as('owner', branch)
                const idempotencyKey = key === null ? undefined : `${branch} ${does} ${pick} ${at} ${key}`
                const keyed = idempotencyKey === undefined ? {} : { idempotencyKey }
                const pay = (amount: string, method = 'cash') =>
                  desk.ledger.takePayment({ orderId: orders[branch], legs: [{ method, amount }], ...keyed })
                const taken = receipts[branch][pick % Math.max(1, receipts[branch].length)]
                const back = (amount: string) =>
                  taken === undefined
                    ? pay('1.00')
                    : desk.ledger.refund({ receiptId: taken.id, reason: 'test', legs: [{ leg: 1, amount }], ...keyed })
                const work = {
                  pay: () => pay('2.00'),
                  payTooMuch: () => pay('999999.00'),
                  payUnknown: () => pay('1.00', 'shells'),
                  payVetoed: () => pay('1.13'),
                  refund: () => back('0.50'),
                  refundTooMuch: () => back('500.00'),
                }[does]
                try {
                  const receipt = await work()
                  if (receipt.kind === 'receipt') receipts[branch].push(receipt)
                } catch (error) {
                  refused += 1
                  expect((error as { code?: string }).code).toMatch(
                    /^(PAYMENT_EXCEEDS_DUE|PAYMENT_METHOD_UNKNOWN|VETOED|REFUND_\w+)$/,
                  )
                }
              }),
            )
          }
          const refusals = all.flat().filter(({ does }) => /TooMuch|Unknown|Vetoed/.test(does))
          if (refusals.some(({ does }) => does.startsWith('pay'))) expect(refused).toBeGreaterThan(0)
          for (const branch of branches) {
            const { items } = await as('owner', branch).ledger.receipts({ limit: 200 })
            for (const prefix of ['R', 'F']) {
              const numbers = items
                .filter((receipt) => receipt.branch === branch && receipt.number.startsWith(`${prefix}${branch}-`))
                .map(({ number }) => counterOf(number))
              expect(numbers.sort((a, b) => a - b)).toEqual(numbers.map((_, index) => index + 1))
            }
          }
        } finally {
          await engine.close()
        }
      }),
      { numRuns: 25 },
    )
  })
})
