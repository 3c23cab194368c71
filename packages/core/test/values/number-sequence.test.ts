import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { dateOfEpochDay } from '../../src/values/calendar-date.ts'
import type { NumberReset } from '../../src/values/number-sequence.ts'
import { defineNumberSequence } from '../../src/values/number-sequence.ts'
import { thrown } from './thrown.ts'

const define = (pattern: string, resets: NumberReset = 'day') =>
  defineNumberSequence({ name: 'order', pattern, resets })
const at = { branch: 'main', date: '2026-11-22' }

describe('a number sequence', () => {
  it('writes branch, business date and counter', () => {
    expect(define('{branch}-{yyMMdd}-{n:4}').format({ ...at, value: 7 })).toBe('main-261122-0007')
    expect(define('R{yyyyMM}/{n}', 'month').format({ ...at, value: 12n })).toBe('R202611/12')
    expect(define('{yyyy}年{MM}月{dd}日{n:3}号').format({ ...at, value: 5 })).toBe('2026年11月22日005号')
  })

  it('lets a counter that outgrows its padding grow', () => {
    expect(define('{yyMMdd}{n:2}').format({ ...at, value: 12_345 })).toBe('26112212345')
  })

  it('counts by branch and period, and by period alone when the pattern shows no branch', () => {
    expect(define('{branch}-{yyMMdd}-{n}').scopeOf(at)).toBe('order:2026-11-22:main')
    expect(define('{branch}-{yyMM}-{n}', 'month').scopeOf(at)).toBe('order:2026-11:main')
    expect(define('{branch}-{n}', 'never').scopeOf(at)).toBe('order::main')
    expect(define('{yyyy}-{n}', 'year').scopeOf(at)).toBe('order:2026:')
  })

  it.each([
    ['{branch}-{n}', 'day', 'the year must show'],
    ['{yy}{dd}-{n}', 'day', 'the month must show'],
    ['{yyMM}-{n}', 'day', 'the day must show'],
    ['{MMdd}-{n}', 'month', 'the year must show'],
    ['{n}', 'year', 'the year must show'],
    ['{branch}{n:4}', 'never', 'between {branch} and {n}'],
    ['{branch}{yyMMdd}{n:4}', 'day', 'between {branch} and {n}'],
    ['{n}0{branch}', 'never', 'between {branch} and {n}'],
  ] as const)('refuses %s reset by %s, because it would give one number twice', (pattern, resets, rule) => {
    const error = thrown(() => define(pattern, resets))
    expect(error.code).toBe('NUMBER_PATTERN_AMBIGUOUS')
    expect(error.message).toContain(rule)
  })

  it.each(['{year}-{n}', '{n', 'n}', '{}', '{yyMMdd}', '{n}-{n}', '{n:0}', '{n:99}', '{{n}}', '{N}', ''])(
    'refuses the pattern %j',
    (pattern) => {
      expect(thrown(() => define(pattern, 'never')).code).toBe('NUMBER_PATTERN_INVALID')
    },
  )

  it('refuses names, resets, branches and values that make no number', () => {
    const parts = { pattern: '{branch}-{n}', resets: 'never' } as const
    expect(thrown(() => defineNumberSequence({ ...parts, name: 'Order No' })).code).toBe('NUMBER_PATTERN_INVALID')
    expect(thrown(() => define('{n}', 'weekly' as NumberReset)).code).toBe('NUMBER_PATTERN_INVALID')
    const sequence = define('{branch}-{n}', 'never')
    for (const value of [0, -1, 1.5, Number.NaN, 0n]) {
      expect(thrown(() => sequence.format({ ...at, value })).code).toBe('NUMBER_PART_INVALID')
    }
    for (const branch of ['', ' ', 'a b', 'a:b', '-a']) {
      expect(thrown(() => sequence.scopeOf({ ...at, branch })).code).toBe('NUMBER_PART_INVALID')
    }
    expect(thrown(() => sequence.scopeOf({ ...at, date: '2026-11-31' })).code).toBe('CALENDAR_DATE_MALFORMED')
  })

  it('gives no number twice: two places of one counter or of two counters differ', () => {
    const sequences = [
      define('{branch}-{yyMMdd}-{n:2}'),
      define('{n}.{yyyyMM}{branch}', 'month'),
      define('{branch}{yy}x{n:3}', 'year'),
      define('{yyyyMMdd}{n}'),
    ]
    const branch = fc.constantFrom('a', 'a1', 'a-1', '1', '11', 'a-260101', 'b1.202601')
    const date = fc.integer({ min: 20_000, max: 24_000 }).map(dateOfEpochDay)
    const place = fc.record({
      branch,
      date,
      value: fc.oneof(fc.integer({ min: 1, max: 30 }), fc.integer({ min: 1, max: 2e6 })),
    })
    fc.assert(
      fc.property(fc.constantFrom(...sequences), place, place, (sequence, one, two) => {
        const sameCount = sequence.scopeOf(one) === sequence.scopeOf(two) && one.value === two.value
        const shown = sequence.format(one) === sequence.format(two)
        if (shown) expect(sameCount).toBe(true)
      }),
      { numRuns: 3000 },
    )
  })
})
