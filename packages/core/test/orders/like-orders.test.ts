import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { likenessOf } from '../../src/orders/like-orders.ts'

const lineOf = (itemCode: string, id: string, over: { variant?: string; progress?: string } = {}) => ({
  id,
  itemCode,
  variant: over.variant ?? null,
  progress: over.progress ?? 'ordered',
})

const lines = (side: string) =>
  fc
    .array(fc.constantFrom('wedding', 'album', 'frame'), { maxLength: 6 })
    .map((codes) => codes.map((code, at) => lineOf(code, `${side}${at}`)))

describe('two orders', () => {
  it('are alike by what both hold of what either holds', () => {
    const one = [lineOf('wedding', 'a1'), lineOf('album', 'a2'), lineOf('album', 'a3')]
    const other = [lineOf('album', 'b1'), lineOf('wedding', 'b2'), lineOf('frame', 'b3')]
    expect(likenessOf(one, other)).toEqual({
      percent: 50,
      lines: [
        { item: 'wedding', one: 'a1', other: 'b2' },
        { item: 'album', one: 'a2', other: 'b1' },
      ],
    })
  })

  it('are not alike by what was cancelled, or of another size', () => {
    const one = [lineOf('album', 'a1', { variant: 'large' }), lineOf('wedding', 'a2', { progress: 'cancelled' })]
    expect(likenessOf(one, [lineOf('album', 'b1', { variant: 'small' }), lineOf('wedding', 'b2')]).percent).toBe(0)
    expect(likenessOf([], []).percent).toBe(0)
  })

  it('are as alike the one way as the other, and wholly alike to themselves', () => {
    fc.assert(
      fc.property(lines('a'), lines('b'), (one, other) => {
        expect(likenessOf(one, other).percent).toBe(likenessOf(other, one).percent)
        expect(likenessOf(one, one).percent).toBe(one.length === 0 ? 0 : 100)
        const matched = likenessOf(one, other).lines
        expect(new Set(matched.map((pair) => pair.other)).size).toBe(matched.length)
      }),
    )
  })
})
