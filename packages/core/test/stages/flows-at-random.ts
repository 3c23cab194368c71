/** Flows at random: sound ones, as people who know the trade would draw them. */
import fc from 'fast-check'
import { type FlowData, type FlowDefinition, flowSchema } from '../../src/stages/flow-definition.ts'

export const title = { en: 'A stage', zh: '阶段' }
export const departments = new Set(['store', 'design'])

type StageGiven = FlowDefinition['stages'][number]

export const stage = (name: string, next: readonly string[] = [], more: Partial<StageGiven> = {}): StageGiven => ({
  name,
  title,
  department: 'store',
  next: [...next],
  ...more,
})

export const flowOf = (stages: readonly StageGiven[]): FlowData =>
  flowSchema.parse({ name: 'drawn', title, stages: [...stages] })

/**
 * A sound flow of 2 to 14 stages: every stage is led to by one before it, every stage before the delivery leads on to one that is not
 * past it, and so does every stage after it but the last.
 */
export const soundFlow: fc.Arbitrary<FlowData> = fc
  .record({
    before: fc.integer({ min: 1, max: 9 }),
    after: fc.integer({ min: 0, max: 4 }),
    links: fc.array(fc.tuple(fc.nat(), fc.nat()), { maxLength: 30 }),
    optional: fc.array(fc.boolean(), { minLength: 14, maxLength: 14 }),
    parents: fc.array(fc.nat(), { minLength: 14, maxLength: 14 }),
    children: fc.array(fc.nat(), { minLength: 14, maxLength: 14 }),
  })
  .map(({ before, after, links, optional, parents, children }) => {
    const count = before + 1 + after
    const next = Array.from({ length: count }, () => new Set<number>())
    const link = (from: number, to: number): void => {
      // Whatever comes before the delivery does not lead past it.
      const far = from < before ? Math.min(to, before) : to
      if (from < far && far < count) next[from]?.add(far)
    }
    for (let at = 1; at < count; at++) {
      const [low, high] = at <= before ? [0, at] : [before, at]
      link(low + ((parents[at] ?? 0) % (high - low)), at)
    }
    for (let at = 0; at < count - 1; at++)
      if (next[at]?.size === 0) link(at, at + 1 + ((children[at] ?? 0) % (count - at - 1)))
    for (const [from, to] of links) link(from % count, to % count)
    return flowOf(
      next.map((targets, at) =>
        stage(
          `s${at}`,
          [...targets].map((target) => `s${target}`),
          { delivers: at === before, optional: optional[at] === true && at !== 0 && at !== before },
        ),
      ),
    )
  })
