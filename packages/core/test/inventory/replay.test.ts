import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { comparePositions, openLayers } from '../../src/inventory/pool-history.ts'
import { emptyPool, type PoolEvent, replay, sharesByQuantity } from '../../src/inventory/valuation.ts'

const at = (
  line: number,
  quantity: number,
  kind = 'production',
  movementId = 'm',
  when = '2026-11-22T04:00:00.000Z',
) => ({
  at: when,
  movementId,
  line,
  kind,
  quantity,
})

describe('the order in which lines count', () => {
  it('is that of their moments, of the movements as they were written, and of their lines', () => {
    const lines = [
      at(2, 1, 'receipt'),
      at(1, 1, 'receipt'),
      at(1, -1, 'issue', 'l'),
      at(9, 1, 'receipt', 'z', '2026-11-21'),
    ]
    expect(lines.sort(comparePositions).map(({ movementId, line }) => `${movementId}${line}`)).toEqual([
      'z9',
      'l1',
      'm1',
      'm2',
    ])
  })

  it('has what a production makes after all that it takes', () => {
    const lines = [at(1, 3), at(2, -1), at(3, 2), at(4, -5)]
    expect(lines.sort(comparePositions).map(({ line }) => line)).toEqual([2, 4, 1, 3])
  })
})

describe('what is left of receipts', () => {
  const came = (key: string, quantity: number, value: bigint) => ({ key, quantity, value })

  it('are the last that came, whole, and the rest of one before', () => {
    const lastFirst = [came('c', 3, 30n), came('b', 4, 80n), came('a', 5, 5n)]
    expect(openLayers(lastFirst, { quantity: 5, value: 71n })).toEqual([came('b', 2, 41n), came('c', 3, 30n)])
    expect(openLayers(lastFirst, { quantity: 0, value: 0n })).toEqual([])
    expect(openLayers(lastFirst, { quantity: -2, value: -7n })).toEqual([])
  })

  it('are the layers that a run from the beginning leaves', () => {
    const event = fc.record({ quantity: fc.integer({ min: -9, max: 9 }), value: fc.bigInt({ min: 0n, max: 999n }) })
    fc.assert(
      fc.property(fc.array(event, { maxLength: 40 }), (list) => {
        const run = list
          .filter(({ quantity }) => quantity !== 0)
          .map(
            (one, place): PoolEvent => ({ ...one, key: `${place}`, value: one.quantity > 0 ? one.value : undefined }),
          )
        const { closing, values } = replay('fifo', emptyPool, run)
        const lastFirst = run
          .filter(({ quantity }) => quantity > 0)
          .map(({ key, quantity }) => came(key, quantity, values.get(key) ?? 0n))
          .toReversed()
        expect(openLayers(lastFirst, closing)).toEqual(closing.layers)
      }),
    )
  })
})

describe('what is made', () => {
  it('is worth what it took, to the last minor unit', () => {
    expect(sharesByQuantity(100n, [{ quantity: 1 }, { quantity: 1 }, { quantity: 1 }])).toEqual([34n, 33n, 33n])
  })
})
