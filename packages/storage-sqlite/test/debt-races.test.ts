/** Two engines on one file: a debt is paid or written off, never both. */
import { definePlugin, Money, openCommitment, operation, recogniseRevenue } from '@calotype/core'
import { describe, expect, it } from 'vitest'
import { z } from 'zod'
import { twoEngines } from './two-engines.ts'

const reason = 'both engines'

const deliver = operation({
  name: 'handing.deliver',
  summary: 'Opens an order of 500 and hands all of it over.',
  kind: 'command',
  input: z.strictObject({ orderId: z.string() }),
  output: z.null(),
  async run(context, { orderId }) {
    const amount = Money.of('500', 'CNY')
    openCommitment(context, { orderId, customerId: null, total: amount, dueDate: '2026-01-01' })
    await recogniseRevenue(context, { orderId, amounts: [{ account: 'Income:Package', amount }] })
    return null
  },
})
const handing = definePlugin({
  name: 'handing',
  version: '1.0.0',
  requires: { ledger: '*' },
  operations: { deliver },
  roles: { owner: ['handing.deliver'] },
})

const { deskOf } = twoEngines({ plugins: [handing] })

describe('two engines on one file', () => {
  it('pay a debt or write it off: one winner', async () => {
    for (let round = 0; round < 6; round++) {
      const orderId = `o${round}`
      await deskOf(0).handing.deliver({ orderId })
      const pay = (turn: number) =>
        deskOf(turn).ledger.takePayment.attempt({ orderId, legs: [{ method: 'cash', amount: '500' }] })
      const writeOff = (turn: number) => deskOf(turn).receivables.writeOff.attempt({ orderId, amount: '500', reason })
      const outcomes = await Promise.all([pay(round), writeOff(round + 1), pay(round + 1), writeOff(round)])
      expect(outcomes.filter((outcome) => outcome.ok)).toHaveLength(1)
      for (const outcome of outcomes) {
        if (!outcome.ok) expect(['PAYMENT_EXCEEDS_DUE', 'WRITE_OFF_EXCEEDS_RECEIVABLE']).toContain(outcome.error.code)
      }
      expect(await deskOf(1).ledger.balanceDue({ orderId })).toMatchObject({ receivable: '0.00', balanceDue: '0.00' })
    }
    expect(await deskOf(0).ledger.accountBalance({ account: 'AR:Customers' })).toMatchObject({ balance: '0.00' })
  })

  it('reverse a write-off or recover it, never more than it was', async () => {
    await deskOf(0).handing.deliver({ orderId: 'o1' })
    const { entryId: writeOffId } = await deskOf(0).receivables.writeOff({ orderId: 'o1', reason })
    const legs = [{ method: 'cash', amount: '200' }]
    const outcomes = await Promise.all([
      ...[0, 1, 2, 3].map((turn) => deskOf(turn).receivables.recover.attempt({ writeOffId, legs })),
      deskOf(1).receivables.reverseWriteOff.attempt({ writeOffId, reason }),
    ])
    const recovered = outcomes.slice(0, 4).filter((outcome) => outcome.ok).length
    expect(recovered).toBeLessThanOrEqual(2)
    const { paid, writtenOff, receivable } = await deskOf(0).ledger.balanceDue({ orderId: 'o1' })
    expect(paid).toBe(`${200 * recovered}.00`)
    expect(Number(paid) + Number(writtenOff) + Number(receivable)).toBe(500)
  })
})
