import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { openBackOffice } from '../payables/studio.ts'
import { checkBooks } from './check-books.ts'
import { approvalLimit, step, text, Walk } from './model-steps.ts'

describe('any history of bills and expenses', () => {
  it('is what naive books say, step by step, and every control account is the sum of its rows', async () => {
    const outcomes = new Set<string>()
    await fc.assert(
      fc.asyncProperty(fc.array(step, { minLength: 20, maxLength: 45 }), async (steps) => {
        const settings = { payables: { approvalLimit: text(approvalLimit) } }
        const office = await openBackOffice({ settings })
        const suppliers: string[] = []
        for (const name of ['晨光相册厂', 'Epson']) {
          suppliers.push((await office.manager.payables.addSupplier({ name })).id)
        }
        const walk = new Walk(office, suppliers)
        for (const one of steps) {
          await walk.take(one)
          await checkBooks(walk, suppliers)
        }
        for (const outcome of walk.outcomes) outcomes.add(outcome)
        await office.engine.close()
      }),
      { numRuns: 50 },
    )
    // The walk must have met both work and refusals, or it proves nothing.
    for (const does of ['pay', 'apply', 'refund', 'writeOff', 'voidDocument', 'voidSettlement', 'reverse', 'bill']) {
      expect(outcomes).toContain(`${does} done`)
      expect(outcomes).toContain(`${does} refused`)
    }
    for (const does of ['approve', 'reimburse', 'prepay', 'endPrepaid', 'accrue', 'recur', 'tick']) {
      expect(outcomes).toContain(`${does} done`)
    }
  }, 240_000)
})
