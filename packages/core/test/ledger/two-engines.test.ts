import { describe, expect, it } from 'vitest'
import { memory, memoryDisk } from '../../src/storage/memory/memory.ts'
import { openStudio } from './counter.ts'

const reason = 'both engines'

describe('two engines on one store', () => {
  it('let exactly ten of 20 and 20 more refunds of 100 through, of 1,000 paid', async () => {
    const disk = memoryDisk()
    const here = await openStudio({ storage: memory({ disk }) })
    const there = await openStudio({ storage: memory({ disk }) })
    const legs = [{ method: 'wechat', amount: '1000' }]
    const { id: receiptId } = await here.manager.sales.open({ orderId: 'o1', total: '1000', legs })
    const twenty = () =>
      Promise.all(
        Array.from({ length: 20 }, (_, index) =>
          (index % 2 === 0 ? here : there).manager.ledger.refund.attempt({ receiptId, amount: '100', reason }),
        ),
      )
    const outcomes = [...(await twenty()), ...(await twenty())]
    expect(outcomes.filter((outcome) => outcome.ok)).toHaveLength(10)
    for (const outcome of outcomes) if (!outcome.ok) expect(outcome.error.code).toBe('REFUND_EXCEEDS_LEFT')
    expect(await there.manager.ledger.balanceDue({ orderId: 'o1' })).toMatchObject({ paid: '0.00', deposits: '0.00' })
  })

  it('void a receipt once, or refund it', async () => {
    for (let round = 0; round < 6; round++) {
      const disk = memoryDisk()
      const here = await openStudio({ storage: memory({ disk }) })
      const there = await openStudio({ storage: memory({ disk }) })
      const legs = [{ method: 'wechat', amount: '1000' }]
      const { id: receiptId } = await here.manager.sales.open({ orderId: 'o1', total: '1000', legs })
      const outcomes = await Promise.all([
        here.manager.ledger.voidReceipt.attempt({ receiptId, reason }),
        there.manager.ledger.refund.attempt({ receiptId, amount: '1000', reason }),
        there.manager.ledger.voidReceipt.attempt({ receiptId, reason }),
      ])
      expect(outcomes.filter((outcome) => outcome.ok)).toHaveLength(1)
      expect(await here.manager.ledger.accountBalance({ account: 'Clearing:WeChat' })).toMatchObject({
        balance: '0.00',
      })
    }
  })
})
