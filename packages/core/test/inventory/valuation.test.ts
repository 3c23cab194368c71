import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { apply, emptyPool, type PoolEvent, type PoolState, replay } from '../../src/inventory/valuation.ts'

const events = (...list: readonly (readonly [quantity: number, value?: number])[]): PoolEvent[] =>
  list.map(([quantity, value], i) => ({
    key: `line ${i}`,
    quantity,
    value: value === undefined ? undefined : BigInt(value),
  }))

const costs = ({ values }: { values: ReadonlyMap<string, bigint> }): bigint[] =>
  [...values.values()].filter((value) => value < 0n).map((value) => -value)

const stands = ({ quantity, value }: PoolState) => ({ quantity, value })

const total = (values: Iterable<bigint>): bigint => [...values].reduce((sum, value) => sum + value, 0n)

describe('moving average by value', () => {
  it('costs what leaves at the mean of what is there', () => {
    const done = replay('average', emptyPool, events([10, 100_000], [-4], [6, 72_000], [-5]))
    expect(costs(done)).toEqual([40_000n, 55_000n])
    expect(stands(done.closing)).toEqual({ quantity: 7, value: 77_000n })
  })

  it('costs more once a receipt is dated before what left', () => {
    const before = replay('average', emptyPool, events([10, 100_000], [-4], [6, 72_000], [-5]))
    const after = replay('average', emptyPool, events([10, 100_000], [10, 130_000], [-4], [6, 72_000], [-5]))
    expect(costs(after)).toEqual([46_000n, 58_182n])
    expect(stands(after.closing)).toEqual({ quantity: 17, value: 197_818n })
    expect(total(costs(after)) - total(costs(before))).toBe(9_182n)
  })

  it('gives the last that leaves what is left', () => {
    expect(costs(replay('average', emptyPool, events([3, 10_000], [-1], [-1], [-1])))).toEqual([3_333n, 3_334n, 3_333n])
  })

  it('takes found goods into stock at the mean', () => {
    const { values, closing } = replay('average', emptyPool, events([3, 10_000], [3]))
    expect([...values.values()]).toEqual([10_000n, 10_000n])
    expect(stands(closing)).toEqual({ quantity: 6, value: 20_000n })
  })
})

describe('first in, first out', () => {
  it('takes of the oldest first, and of more than one where it must', () => {
    const done = replay('fifo', emptyPool, events([10, 100_000], [-4], [6, 72_000], [-8]))
    expect(costs(done)).toEqual([40_000n, 60_000n + 24_000n])
    expect(done.closing.layers).toEqual([{ key: 'line 2', quantity: 4, value: 48_000n }])
  })

  it('gives the last of a layer what is left of it', () => {
    expect(costs(replay('fifo', emptyPool, events([3, 10_000], [-1], [-1], [-1])))).toEqual([3_333n, 3_334n, 3_333n])
  })
})

describe('single things', () => {
  const camera = (key: string, serialId: string, quantity: 1 | -1, value?: bigint): PoolEvent => ({
    key,
    serialId,
    quantity,
    value,
  })

  it('cost what they cost', () => {
    const done = replay('specific', emptyPool, [
      camera('in a', 'a', 1, 900_000n),
      camera('in b', 'b', 1, 1_100_000n),
      camera('out b', 'b', -1),
    ])
    expect(done.values.get('out b')).toBe(-1_100_000n)
    expect(stands(done.closing)).toEqual({ quantity: 1, value: 900_000n })
  })

  it('cannot leave before they came, nor come twice', () => {
    const one = replay('specific', emptyPool, [camera('in a', 'a', 1, 900_000n)]).closing
    expect(() => apply('specific', one, camera('out b', 'b', -1))).toThrow('"out b" must take one thing that is there')
    expect(() => apply('specific', one, camera('again', 'a', 1, 1n))).toThrow('"again" must bring one thing')
  })
})

describe.each(['average', 'fifo'] as const)('beyond the stock, by %s', (method) => {
  it('costs what came in last, and the difference once it is known', () => {
    const short = replay(method, emptyPool, events([2, 2_000], [-5]))
    expect(costs(short)).toEqual([5_000n])
    expect(stands(short.closing)).toEqual({ quantity: -3, value: -3_000n })
    const { state, value, variance } = apply(method, short.closing, { key: 'late', quantity: 10, value: 12_000n })
    expect([value, variance]).toEqual([12_000n, 600n])
    expect(stands(state)).toEqual({ quantity: 7, value: 8_400n })
  })

  it('settles a part at a time, and the last part settles the rest', () => {
    const done = replay(method, emptyPool, events([3, 1_000], [-3], [-3], [1, 0], [1, 0], [1, 0]))
    expect([...done.variances.values()]).toEqual([-333n, -334n, -333n])
    expect(stands(done.closing)).toEqual({ quantity: 0, value: 0n })
  })

  it('costs nothing before anything came in, and all of it then', () => {
    const done = replay(method, emptyPool, events([-2], [2, 700]))
    expect(costs(done)).toEqual([])
    expect([...done.variances]).toEqual([['line 1', 700n]])
    expect(stands(done.closing)).toEqual({ quantity: 0, value: 0n })
  })
})

describe.each(['average', 'fifo'] as const)('a change of what goods are worth, by %s', (method) => {
  const three = replay(method, emptyPool, events([3, 1_000])).closing

  it('raises or lowers what is there', () => {
    const { state, value, variance } = apply(method, three, { key: 'dearer', quantity: 0, value: 200n })
    expect([state.value, value, variance]).toEqual([1_200n, 200n, 0n])
  })

  it('is cost where nothing is there, and where less than nothing would be left', () => {
    const gone = apply(method, three, { key: 'out', quantity: -3 }).state
    expect(apply(method, gone, { key: 'dearer', quantity: 0, value: 200n }).variance).toBe(200n)
    const { state, variance } = apply(method, three, { key: 'cheaper', quantity: 0, value: -1_300n })
    expect([state.value, variance]).toEqual([0n, -300n])
  })
})

it('nothing comes into stock that is worth less than nothing', () => {
  expect(() => apply('average', emptyPool, { key: 'odd', quantity: 1, value: -1n })).toThrow('worth -1')
})

const incoming = fc.record({ quantity: fc.integer({ min: 1, max: 40 }), value: fc.bigInt({ min: 0n, max: 10_000n }) })
const computed = fc.record({ quantity: fc.integer({ min: 1, max: 5 }) })
const outgoing = fc.record({ quantity: fc.integer({ min: -40, max: -1 }) })
const change = fc.record({ quantity: fc.constant(0), value: fc.bigInt({ min: -500n, max: 500n }) })
const anything = fc
  .array(fc.oneof(incoming, outgoing, computed, change), { maxLength: 40 })
  .map((list): PoolEvent[] => list.map((event, i) => ({ key: `${i}`, ...event })))
const quantities = fc.array(fc.oneof(incoming, outgoing), { maxLength: 40 })

/** Of a run, what leaves only as far as it is there. */
function neverShort(list: readonly { quantity: number; value?: bigint }[]): PoolEvent[] {
  let there = 0
  return list.flatMap((event, i): PoolEvent[] => {
    const quantity = Math.max(event.quantity, -there)
    if (quantity === 0) return []
    there += quantity
    return [{ ...event, key: `${i}`, quantity }]
  })
}

describe.each(['average', 'fifo'] as const)('whatever happens, by %s', (method) => {
  it('what came in, less what went out and what was booked late, is what the rest is worth', () => {
    fc.assert(
      fc.property(anything, (run) => {
        const { values, variances, closing } = replay(method, emptyPool, run)
        expect(total(values.values()) - total(variances.values())).toBe(closing.value)
        expect(run.reduce((sum, { quantity }) => sum + quantity, 0)).toBe(closing.quantity)
        if (closing.quantity >= 0) expect(closing.value).toBeGreaterThanOrEqual(0n)
        if (closing.quantity === 0) expect(closing.value).toBe(0n)
        if (closing.quantity < 0) expect(closing.value).toBeLessThanOrEqual(0n)
      }),
    )
  })

  it('event by event is the same as in one run, from wherever one begins', () => {
    fc.assert(
      fc.property(anything, fc.nat(40), (run, at) => {
        const whole = replay(method, emptyPool, run)
        const first = replay(method, emptyPool, run.slice(0, at))
        const rest = replay(method, first.closing, run.slice(at))
        expect(rest.closing).toEqual(whole.closing)
        expect(new Map([...first.values, ...rest.values])).toEqual(whole.values)
        let state = emptyPool
        for (const event of run) {
          const before = JSON.stringify(state, (_, value) => (typeof value === 'bigint' ? `${value}` : value))
          const { state: next, value } = apply(method, state, event)
          expect(JSON.stringify(state, (_, was) => (typeof was === 'bigint' ? `${was}` : was))).toBe(before)
          expect(value).toBe(whole.values.get(event.key))
          state = next
        }
        expect(state).toEqual(whole.closing)
      }),
    )
  })

  it('is never worth less than nothing where nothing is ever short, and is then booked at once', () => {
    fc.assert(
      fc.property(quantities, (list) => {
        let state = emptyPool
        for (const event of neverShort(list)) {
          const done = apply(method, state, event)
          expect(done.variance).toBe(0n)
          expect(done.state.value).toBeGreaterThanOrEqual(0n)
          expect(done.value < 0n ? event.quantity < 0 : true).toBe(true)
          state = done.state
        }
      }),
    )
  })
})

describe('against plain models', () => {
  it('first in first out is a queue of single units', () => {
    fc.assert(
      fc.property(quantities, (list) => {
        // Values that share evenly, so that each unit has a price of its own and nothing is rounded.
        const run = neverShort(list).map(
          (event): PoolEvent =>
            event.value === undefined ? event : { ...event, value: event.value * BigInt(event.quantity) },
        )
        const units: bigint[] = []
        const { values, closing } = replay('fifo', emptyPool, run)
        for (const { key, quantity, value } of run) {
          if (quantity > 0 && value !== undefined) {
            units.push(...Array.from({ length: quantity }, () => value / BigInt(quantity)))
          } else expect(values.get(key)).toBe(-total(units.splice(0, -quantity)))
        }
        expect(stands(closing)).toEqual({ quantity: units.length, value: total(units) })
      }),
    )
  })

  it('first in first out strays from exact fractions by half a minor unit a part of a layer at the most', () => {
    fc.assert(
      fc.property(quantities, (list) => {
        const run = neverShort(list)
        // Each unit is worth numerator / denominator.
        const units: { numerator: bigint; denominator: bigint }[] = []
        let parts = 0
        let exact = 0
        let booked = 0
        const { values } = replay('fifo', emptyPool, run)
        for (const { key, quantity, value } of run) {
          if (quantity > 0 && value !== undefined) {
            const unit = { numerator: value, denominator: BigInt(quantity) }
            units.push(...Array.from({ length: quantity }, () => unit))
            continue
          }
          const taken = units.splice(0, -quantity)
          parts += new Set(taken).size
          exact += taken.reduce((sum, { numerator, denominator }) => sum + Number(numerator) / Number(denominator), 0)
          booked += Number(-(values.get(key) ?? 0n))
          expect(Math.abs(booked - exact)).toBeLessThanOrEqual(0.5 * parts + 1e-6)
        }
      }),
    )
  })

  it('the mean of a single receipt is first in first out, and so is one price', () => {
    fc.assert(
      fc.property(quantities, fc.bigInt({ min: 0n, max: 99_999n }), (list, price) => {
        const run = neverShort(list).map(
          (event): PoolEvent => (event.quantity > 0 ? { ...event, value: price * BigInt(event.quantity) } : event),
        )
        expect(replay('average', emptyPool, run).values).toEqual(replay('fifo', emptyPool, run).values)
      }),
    )
  })

  it('each thing of its own costs what it cost, in whatever order they leave', () => {
    const things = fc.array(fc.bigInt({ min: 0n, max: 99_999n }), { minLength: 1, maxLength: 12 })
    fc.assert(
      fc.property(things, fc.array(fc.nat(), { maxLength: 12 }), (prices, order) => {
        const left = prices.map((value, i) => ({ serialId: `s${i}`, value }))
        const run: PoolEvent[] = left.map(({ serialId, value }) => ({
          key: `+${serialId}`,
          quantity: 1,
          serialId,
          value,
        }))
        const expected = new Map<string, bigint>()
        for (const pick of order) {
          const [thing] = left.splice(pick % Math.max(left.length, 1), 1)
          if (thing === undefined) continue
          run.push({ key: `-${thing.serialId}`, quantity: -1, serialId: thing.serialId })
          expected.set(`-${thing.serialId}`, -thing.value)
        }
        const { values, closing } = replay('specific', emptyPool, run)
        for (const [key, value] of expected) expect(values.get(key)).toBe(value)
        expect(closing.value).toBe(total(left.map(({ value }) => value)))
      }),
    )
  })
})
