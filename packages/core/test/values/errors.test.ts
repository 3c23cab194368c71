import { describe, expect, it } from 'vitest'
import { CalotypeError, defineError, isCalotypeError } from '../../src/values/calotype-error.ts'
import { valueErrors } from '../../src/values/errors.ts'
import * as money from '../../src/values/errors-money.ts'
import * as text from '../../src/values/errors-text.ts'
import * as time from '../../src/values/errors-time.ts'
import { Money } from '../../src/values/money.ts'
import { thrown } from './thrown.ts'

const stockMissing = defineError({
  code: 'STOCK_MISSING',
  status: 409,
  summary: 'Stock is short.',
  message: (details: { item: string; wanted: bigint }) => `item ${details.item}: ${details.wanted} wanted`,
  mend: ({ item }) => `Order more of ${item}.`,
})

describe('an error', () => {
  it('carries its code, status, values and mend, and keeps its cause', () => {
    const cause = new Error('disk')
    const error = stockMissing.create({ item: 'frame', wanted: 3n }, { cause })
    expect(error).toBeInstanceOf(CalotypeError)
    expect(error.cause).toBe(cause)
    expect(error.details.wanted).toBe(3n)
    expect(error).toMatchObject({ code: 'STOCK_MISSING', status: 409, mend: 'Order more of frame.' })
    expect('cause' in stockMissing.create({ item: 'frame', wanted: 3n })).toBe(false)
  })

  it('leaves the process without stack or cause, and with bigints as text', () => {
    const error = stockMissing.create({ item: 'frame', wanted: 3n }, { cause: new Error('secret') })
    expect(JSON.parse(JSON.stringify(error))).toEqual({
      code: 'STOCK_MISSING',
      status: 409,
      message: 'item frame: 3 wanted',
      mend: 'Order more of frame.',
      details: { item: 'frame', wanted: '3' },
    })
  })

  it('prints details of any shape without failing', () => {
    const loop: Record<string, unknown> = { list: [1n, { deep: 2n }], amount: Money.of('1', 'CNY'), act: () => 1 }
    loop.self = loop
    const error = new CalotypeError({
      code: 'X',
      status: 400,
      message: '',
      mend: '',
      details: { loop, at: new Error('e') },
    })
    expect(error.toJSON().details).toEqual({
      loop: { list: ['1', { deep: '2' }], amount: '1.00', act: '[function]', self: '[circular]' },
      at: 'e',
    })
  })

  it('is recognised by code, also when another copy of the module made it', () => {
    const made = stockMissing.create({ item: 'frame', wanted: 3n })
    const foreign = Object.assign(new Error('copy'), { code: 'STOCK_MISSING', [Symbol.for('calotype.error')]: true })
    expect(stockMissing.is(made)).toBe(true)
    expect(stockMissing.is(foreign)).toBe(true)
    expect(stockMissing.is(Object.assign(new Error('driver'), { code: 'STOCK_MISSING' }))).toBe(false)
    expect(money.divisionByZero.is(made)).toBe(false)
    expect(isCalotypeError(made)).toBe(true)
    expect(isCalotypeError('STOCK_MISSING')).toBe(false)
  })
})

describe('the catalogue', () => {
  it('holds every kind once, by its code', () => {
    const kinds = [...Object.values(money), ...Object.values(text), ...Object.values(time)]
    expect(new Set(kinds.map((kind) => kind.code)).size).toBe(kinds.length)
    expect(Object.keys(valueErrors)).toHaveLength(kinds.length + 1)
    for (const [code, kind] of Object.entries(valueErrors)) {
      expect(kind.code).toBe(code)
      expect(kind.summary).toMatch(/\.$/)
    }
  })

  it('refuses a kind with a bad code or status', () => {
    const parts = { summary: '', message: () => '', mend: '' }
    expect(thrown(() => defineError({ ...parts, code: 'stockMissing', status: 400 })).code).toBe('ERROR_KIND_MALFORMED')
    expect(thrown(() => defineError({ ...parts, code: 'FINE', status: 200 })).message).toContain('got 200')
  })
})
