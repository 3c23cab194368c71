import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { memory, memoryDisk } from '../../src/storage/memory/memory.ts'
import { openBackOffice } from '../payables/studio.ts'
import { checkBooks } from './check-books.ts'
import { approvalLimit, step, text, Walk } from './model-steps.ts'
import { checkRebuilt } from './rebuilt-rows.ts'

describe('any history of bills and expenses', () => {
  it('is what naive books say, step by step, every control account is the sum of its rows, and rows follow from facts', async () => {
    const outcomes = new Set<string>()
    let rebuilt = 0
    await fc.assert(
      fc.asyncProperty(fc.array(step, { minLength: 20, maxLength: 45 }), async (steps) => {
        const settings = { payables: { approvalLimit: text(approvalLimit) } }
        const disk = memoryDisk()
        const office = await openBackOffice({ settings, storage: memory({ disk }) })
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
        rebuilt += await checkRebuilt(disk)
      }),
      { numRuns: 50, seed: 20_261_122 },
    )
    expect(rebuilt).toBeGreaterThan(100)
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
