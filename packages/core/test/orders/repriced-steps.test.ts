import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { chargedPercent, chargeOf, keptByPolicy } from '../../src/orders/cancellation-charge.ts'
import { beyondForfeitLimit } from '../../src/orders/forfeit-limit.ts'
import { repricedSteps } from '../../src/orders/repriced-steps.ts'
import { defaultCharges } from '../../src/orders/settings.ts'
import type { PriceStep } from '../../src/pricing/index.ts'
import { Flow } from '../../src/stages/index.ts'
import { houseFlows } from '../../src/stages/built-in-flows.ts'
import { Money } from '../../src/values/money.ts'

const cny = (minor: number | bigint): Money => Money.ofMinor(BigInt(minor), 'CNY')

/** Steps of a price that is never below zero, as the pipeline makes them. */
const price = fc
  .tuple(
    fc.nat(100_000),
    fc.array(
      fc.record({ stage: fc.constantFrom('options', 'promotions', 'tax'), part: fc.integer({ min: -50, max: 50 }) }),
      {
        maxLength: 5,
      },
    ),
  )
  .map(([list, parts]): PriceStep[] => {
    let standing = 0
    const step = (stage: string, change: number): PriceStep => {
      const before = standing
      standing += change
      return {
        ...{ stage: stage as PriceStep['stage'], rule: `rule.${stage}`, ruleVersion: 1, audit: stage, source: null },
        ...{ change: cny(change).toString(), before: cny(before).toString(), after: cny(standing).toString() },
        words: { zh: stage, en: stage },
      }
    }
    return [
      step('list', list),
      ...parts.map(({ stage, part }) => step(stage, stage === 'tax' ? 0 : Math.trunc((standing * part) / 100))),
    ]
  })

function flowOf(name: string): Flow {
  const found = houseFlows.find(({ data }) => data.name === name)
  if (found === undefined) throw new Error(`no flow ${name}`)
  return new Flow(found.data, '1')
}

const sumOf = (steps: readonly PriceStep[]): string =>
  Money.sum(
    'CNY',
    steps.map(({ change }) => Money.of(change, 'CNY')),
  ).toString()

describe('the steps of a line that is priced again', () => {
  it('add up to the new price with the old ones, by stage and in all, and are never below zero between', () => {
    fc.assert(
      fc.property(price, price, (before, after) => {
        const words = { zh: '换', en: 'changed' }
        const added = repricedSteps({ currency: 'CNY', before, after, kept: new Set(), words })
        const all = [...before, ...added]
        expect(sumOf(all)).toBe(sumOf(after))
        for (const stage of ['list', 'options', 'promotions']) {
          const of = (steps: readonly PriceStep[]) => sumOf(steps.filter((step) => step.stage === stage))
          expect(of(all)).toBe(of(after))
        }
        for (const [at, { before: from, after: to, change }] of all.entries()) {
          expect(from).toBe(at === 0 ? '0.00' : all[at - 1]?.after)
          expect(Money.of(to, 'CNY').minus(Money.of(from, 'CNY')).toString()).toBe(Money.of(change, 'CNY').toString())
          expect(Money.of(to, 'CNY').isNegative()).toBe(false)
        }
      }),
    )
  })

  it('leave what is kept as it is', () => {
    fc.assert(
      fc.property(price, price, (before, after) => {
        const kept = new Set(['promotions'] as const)
        const rest = after.filter(({ stage }) => stage !== 'promotions')
        const added = repricedSteps({ currency: 'CNY', before, after: rest, kept, words: { zh: '', en: '' } })
        expect(added.some(({ stage }) => stage === 'promotions')).toBe(false)
      }),
    )
  })
})

describe('what a cancellation keeps', () => {
  it('is never more than was paid, unless it is claimed, and never less than the smaller of what is due and paid', () => {
    const amount = fc.nat(10_000_000)
    fc.assert(
      fc.property(amount, amount, amount, (charged, paid, share) => {
        const deposited = Math.min(share, paid)
        const of = { deposited: cny(deposited), charged: cny(charged), deposits: cny(paid) }
        const due = Math.max(deposited, charged)
        expect(keptByPolicy({ ...of, claimed: true })).toEqual(cny(due))
        expect(keptByPolicy({ ...of, claimed: false })).toEqual(cny(Math.min(due, paid)))
      }),
    )
  })

  it('of a flow that does not know a stage is what the stages say that it knows', () => {
    const flow = flowOf('handover')
    const line = { stage: 'ordered', redoUntil: null }
    expect(chargedPercent(flow, line, defaultCharges)).toBe(0)
    expect(chargedPercent(flow, line, [{ from: 'ordered', percent: 7 }, ...defaultCharges])).toBe(7)
    expect(chargedPercent(flow, { stage: 'pickedUp', redoUntil: null }, [{ from: 'ordered', percent: 7 }])).toBe(7)
    expect(chargedPercent(flow, { stage: 'gone', redoUntil: null }, defaultCharges)).toBe(0)
    expect(chargeOf(cny(333), 50)).toEqual(cny(166))
  })

  it('by stage never falls as a line goes on, in every flow of the house', () => {
    for (const { data } of houseFlows) {
      const flow = flowOf(data.name)
      const percentAt = (stage: string) => chargedPercent(flow, { stage, redoUntil: null }, defaultCharges)
      for (const { name, next } of flow.stages) {
        for (const later of next)
          expect(percentAt(later), `${data.name}: ${name}`).toBeGreaterThanOrEqual(percentAt(name))
      }
      expect(percentAt(flow.start.name)).toBe(0)
    }
  })

  it.each([
    [100, null, null, undefined],
    [100, 10, null, 'keeping 1.00 instead of 9.00 departs from it by more than 10 % of 50.00'],
    [400, 10, null, undefined],
    [1400, 10, null, undefined],
    [1401, 10, null, 'keeping 14.01 instead of 9.00 departs from it by more than 10 % of 50.00'],
    [100, null, '7.99', 'keeping 1.00 instead of 9.00 departs from it by more than 7.99'],
    [100, null, '8', undefined],
  ])('%i by hand within %s per cent and %s', (forfeit, percent, amount, rule) => {
    const of = { byPolicy: cny(900), forfeit: cny(forfeit), amount: cny(5000) }
    expect(beyondForfeitLimit({ percent, amount }, of)).toBe(rule)
  })
})
