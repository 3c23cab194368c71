import fc from 'fast-check'
import { expect, it } from 'vitest'
import { memory, memoryDisk } from '../../src/storage/memory/memory.ts'
import { cash, openDebts } from './studio.ts'

it('a debt is paid or written off, whatever comes first, by two engines on one disk', async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.array(fc.boolean(), { minLength: 2, maxLength: 8 }),
      fc.scheduler(),
      async (pays, scheduler) => {
        const disk = memoryDisk()
        const engines = [await openDebts({ storage: memory({ disk }) }), await openDebts({ storage: memory({ disk }) })]
        const [one] = engines
        if (one === undefined) return
        await one.order('o1', { total: '500', delivered: '500', dueDate: '2026-01-01' })
        const outcomes = pays.map((pay, at) =>
          scheduler.schedule(Promise.resolve(at)).then(async () => {
            const desk = (engines[at % 2] ?? one).manager
            return pay
              ? (await desk.ledger.takePayment.attempt({ orderId: 'o1', legs: cash('500') })).ok
              : (await desk.receivables.writeOff.attempt({ orderId: 'o1', amount: '500', reason: 'race' })).ok
          }),
        )
        await scheduler.waitAll()
        expect((await Promise.all(outcomes)).filter((ok) => ok)).toHaveLength(1)
        expect(await one.manager.ledger.balanceDue({ orderId: 'o1' })).toMatchObject({
          receivable: '0.00',
          balanceDue: '0.00',
        })
        const { totals } = await one.manager.ledger.trialBalance({})
        expect(totals.every(({ debit, credit }) => debit === credit)).toBe(true)
      },
    ),
    { numRuns: 20 },
  )
})
