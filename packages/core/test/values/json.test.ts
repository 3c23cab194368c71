import { runInNewContext } from 'node:vm'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { canonicalJson } from '../../src/values/json.ts'
import { Money } from '../../src/values/money.ts'
import { thrown } from './thrown.ts'

const shuffled = (value: unknown): unknown => {
  if (Array.isArray(value)) return value.map(shuffled)
  if (typeof value !== 'object' || value === null) return value
  return Object.fromEntries(
    Object.entries(value)
      .toReversed()
      .map(([key, member]) => [key, shuffled(member)]),
  )
}

describe('canonical JSON', () => {
  it('is one text whatever the order of the members, and parses back to the same value', () => {
    fc.assert(
      fc.property(fc.jsonValue(), (value) => {
        const text = canonicalJson(value)
        expect(canonicalJson(shuffled(value))).toBe(text)
        expect(canonicalJson(JSON.parse(text))).toBe(text)
        expect(JSON.parse(text)).toEqual(JSON.parse(JSON.stringify(value)))
      }),
    )
  })

  it('sorts keys by UTF-16 code units and writes no blanks', () => {
    expect(canonicalJson({ b: [1, 'x', null], a: { ö: 1, z: true }, 10: 0, 9: -0 })).toBe(
      '{"10":0,"9":0,"a":{"z":true,"ö":1},"b":[1,"x",null]}',
    )
    expect(canonicalJson({ '😀': 1, '\ufb33': 2 })).toBe('{"😀":1,"\ufb33":2}')
    expect(canonicalJson('\ud800')).toBe('"\\ud800"')
  })

  it('writes every string as ECMAScript does, also controls, quotes and lone surrogates', () => {
    fc.assert(
      fc.property(
        fc.oneof(
          fc.string({ unit: 'binary' }),
          fc.string({ unit: fc.constantFrom('"', '\\', '\n', '\u2028', 'a', '\ud800') }),
        ),
        (text) => {
          expect(canonicalJson({ [text]: text })).toBe(JSON.stringify({ [text]: text }))
        },
      ),
    )
  })

  it('leaves out undefined members and lets values speak for themselves', () => {
    expect(canonicalJson({ a: undefined, amount: Money.of('5', 'CNY'), at: new Date(0) })).toBe(
      '{"amount":"5.00","at":"1970-01-01T00:00:00.000Z"}',
    )
    expect(canonicalJson(Object.assign(Object.create(null), { a: 1 }))).toBe('{"a":1}')
    expect(canonicalJson(runInNewContext('({ a: [1] })'))).toBe('{"a":[1]}')
  })

  it('names the path of what it cannot write', () => {
    const loop: { inner: unknown[] } = { inner: [] }
    loop.inner.push(loop)
    for (const [value, message] of [
      [{ a: [1, { b: Number.NaN }] }, 'value at $.a[1].b cannot be written as canonical JSON: the number NaN'],
      [[undefined], '$[0] cannot be written as canonical JSON: undefined'],
      [new Array(1), '$[0]'],
      [undefined, 'value at $ '],
      [{ n: 5n }, '$.n cannot be written as canonical JSON: a bigint'],
      [{ f: () => 1 }, 'a function'],
      [{ s: Symbol('s') }, 'a symbol'],
      [{ i: Number.POSITIVE_INFINITY }, 'the number Infinity'],
      [{ m: new Map() }, 'an instance of Map'],
      [loop, '$.inner[0] cannot be written as canonical JSON: a cycle'],
    ] as const) {
      const error = thrown(() => canonicalJson(value))
      expect(error.code).toBe('JSON_UNREPRESENTABLE')
      expect(error.message).toContain(message)
    }
  })

  it('takes the same object twice, and refuses nesting without end', () => {
    const shared = { a: 1 }
    expect(canonicalJson([shared, shared])).toBe('[{"a":1},{"a":1}]')
    let deep: unknown = 1
    for (let level = 0; level < 5000; level++) deep = [deep]
    expect(thrown(() => canonicalJson(deep)).message).toContain('nesting deeper than 256')
  })
})
