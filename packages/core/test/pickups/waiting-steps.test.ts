import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { proposedFee, stepsOn } from '../../src/pickups/waiting-steps.ts'
import { addDays } from '../../src/values/calendar-date.ts'

describe('steps of waiting', () => {
  it('are reached on their day, each once, and the next is always ahead', () => {
    const rising = fc
      .uniqueArray(fc.integer({ min: 1, max: 400 }), { maxLength: 6 })
      .map((days) => days.sort((a, b) => a - b))
    fc.assert(
      fc.property(rising, (days) => {
        const since = '2026-11-22'
        const told: number[] = []
        let { steps, nextStepOn } = stepsOn(days, since, since)
        for (let day = 0; day <= 401; day++) {
          const today = addDays(since, day)
          if (nextStepOn === null || nextStepOn > today) continue
          const reached = stepsOn(days, since, today)
          expect(reached.steps).toBe(steps + 1)
          expect(reached.nextStepOn === null || reached.nextStepOn > today).toBe(true)
          told.push(day)
          ;({ steps, nextStepOn } = reached)
        }
        expect(told).toEqual(days)
      }),
    )
  })
})

describe('what is proposed for keeping something', () => {
  it('begins after the free days, and stops at the most', () => {
    const fee = { afterDays: 30, perDay: '5', most: '100' }
    const proposed = (days: number, of: Parameters<typeof proposedFee>[0] = fee) =>
      proposedFee(of, days, 'CNY')?.toString() ?? null
    expect([30, 31, 40, 50, 51, 900].map((days) => proposed(days))).toEqual([
      null,
      '5.00',
      '50.00',
      '100.00',
      '100.00',
      '100.00',
    ])
    expect(proposed(900, { ...fee, most: null })).toBe('4350.00')
    expect(proposed(900, null)).toBeNull()
  })
})
