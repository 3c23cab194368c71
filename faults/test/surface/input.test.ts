import { createEngine, memory } from '@calotype/core'
import { expect, it } from 'vitest'
import { z } from 'zod'
import { randomOf } from '../../src/run/random.ts'
import { beyondReach } from '../../src/surface/checks.ts'
import { InputMaker, type Shape } from '../../src/surface/input.ts'
import { Known } from '../../src/surface/known.ts'
import { spoil } from '../../src/surface/spoil.ts'
import { openStudios } from '../../src/surface/studio.ts'
import { walk } from '../../src/surface/walk.ts'

it('makes input that the schema takes, for nearly every operation', async () => {
  const engine = await createEngine({
    storage: memory(),
    studio: { currency: 'CNY', timeZone: 'Asia/Shanghai' },
    background: false,
  })
  const random = randomOf(1)
  const refused: string[] = []
  for (const [name, { input }] of engine.operations) {
    const shape = z.toJSONSchema(input, { io: 'input', unrepresentable: 'any' }) as Shape
    const maker = new InputMaker({ known: new Known(), random, now: Date.parse('2026-11-22T04:00:00Z'), room: '' })
    const taken = Array.from({ length: 20 }, () => maker.make(shape).value).some(
      (value) => input.safeParse(value).success,
    )
    if (!taken) refused.push(name)
  }
  await engine.close()
  // What no schema tells: two that exclude each other, amounts in words of their own.
  expect(refused.length).toBeLessThan(engine.operations.size / 10)
})

it('speaks of what was told together', () => {
  const known = new Known()
  known.learn('orders.place', { id: 'one', lines: [{ id: 'first', stage: 'ordered' }] })
  known.learn('orders.place', { id: 'two', lines: [{ id: 'second', stage: 'shot' }] })
  const shape: Shape = {
    properties: { orderId: { type: 'string' }, lineId: { type: 'string' } },
    required: ['orderId', 'lineId'],
  }
  const maker = new InputMaker({ known, random: randomOf(2), now: 0, room: 'orders' })
  const pairs = new Set(Array.from({ length: 200 }, () => JSON.stringify(maker.make(shape).value)))
  expect(pairs).toContain('{"orderId":"two","lineId":"second"}')
})

it('spoils a copy and leaves what it was given', () => {
  const input = { lines: [{ item: 'frame', quantity: '1' }], note: 'x' }
  const before = structuredClone(input)
  const random = randomOf(3)
  const spoilt = Array.from({ length: 50 }, () => spoil(input, random))
  expect(input).toEqual(before)
  expect(spoilt.some((one) => JSON.stringify(one) !== JSON.stringify(before))).toBe(true)
})

it('walks over every operation and finds the books as they should be', async () => {
  const studios = await openStudios(memory())
  const { done, violations } = await walk(studios, { rounds: 1, random: randomOf(20_261_122) })
  await studios.engine.close()
  expect(violations).toEqual([])
  expect(done.size).toBeGreaterThan(80)
})

it('tells what is of another branch from a slip of an own order', () => {
  const told = (slip: object) => beyondReach({ items: [slip] }, ['main'], '{}')
  expect(told({ branch: 'west', orderBranch: 'main' })).toEqual([])
  expect(told({ branch: 'west', orderBranch: 'west' })).toEqual(['west'])
  expect(told({ branch: 'main', lines: [{ branch: 'west' }] })).toEqual(['west'])
})
