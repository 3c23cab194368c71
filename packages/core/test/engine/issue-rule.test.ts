import { describe, expect, it } from 'vitest'
import { z } from 'zod'
import { issuesOf } from '../../src/engine/schema-check.ts'
import { parseSettings } from '../../src/engine/settings.ts'

const schema = z.strictObject({
  name: z.string(),
  amount: z.string('must be an amount such as "1.00"').optional(),
  pieces: z.array(z.int()).default([]),
  kind: z.enum(['product', 'package']).optional(),
  open: z.literal(true).optional(),
  day: z.iso.date().optional(),
  at: z.iso.datetime({ offset: true }).optional(),
  reason: z.string().min(1).max(5).optional(),
  people: z.int().min(1).max(99).optional(),
  tags: z.array(z.string()).min(1).max(2).optional(),
  share: z.number().gt(0).optional(),
  effect: z
    .discriminatedUnion('kind', [
      z.strictObject({ kind: z.literal('percentage'), percent: z.string() }),
      z.strictObject({
        kind: z.literal('tiers'),
        tiers: z.array(z.strictObject({ from: z.int(), price: z.string() })),
      }),
    ])
    .optional(),
})

function rules(given: unknown): Readonly<Record<string, string>> {
  const parsed = schema.safeParse(given)
  return parsed.success
    ? {}
    : Object.fromEntries(issuesOf(parsed.error, given, schema).map((one) => [one.path, one.rule]))
}

describe('a field that is wrong', () => {
  it('is told what it must be', () => {
    expect(rules({ name: 1, pieces: ['a', 0.5], kind: 'bundle', open: false })).toEqual({
      name: 'must be a string',
      'pieces.0': 'must be a number',
      'pieces.1': 'must be a whole number',
      kind: 'must be one of product, package',
      open: 'must be true',
    })
  })

  it('is told how large it must be, and in which form it is written', () => {
    expect(rules({ name: 'a', day: '5.12.2026', at: '2026-12-05 10:00', reason: '', people: 0, tags: [] })).toEqual({
      day: 'must be a day such as "2026-12-05"',
      at: 'must be an instant such as "2026-12-05T10:00:00.000Z"',
      reason: 'must have at least 1 character',
      people: 'must be at least 1',
      tags: 'must have at least 1 entry',
    })
    expect(rules({ name: 'a', reason: 'longer', people: 100, tags: ['a', 'b', 'c'] })).toEqual({
      reason: 'must have at most 5 characters',
      people: 'must be at most 99',
      tags: 'must have at most 2 entries',
    })
    expect(rules({ name: 'a', share: 0 })).toEqual({ share: 'Too small: expected number to be >0' })
  })

  it('is told that it is missing', () => {
    expect(rules({})).toEqual({ name: 'is missing, must be a string' })
    expect(rules({ name: 'a', effect: { kind: 'percentage' } })).toEqual({
      'effect.percent': 'is missing, must be a string',
    })
  })

  it('keeps the words of its schema', () => {
    expect(rules({ name: 'a', amount: 1 })).toEqual({ amount: 'must be an amount such as "1.00"' })
  })

  it('is told the fields that there are in a form of several', () => {
    expect(rules({ name: 'a', effect: { kind: 'tiers', tiers: [{ from: 1, price: '1', upTo: 3 }] } })).toEqual({
      'effect.tiers.0.upTo': 'is no field here; there are from, price',
    })
  })

  it('is told as well where it is a part of a setting', () => {
    const settings = z.object({ studio: z.strictObject({ name: z.string(), phone: z.string().optional() }) })
    expect(() => parseSettings('contracts', settings, { studio: { name: 'a', fax: '1' } })).toThrow(
      'Setting "studio.fax" of plugin "contracts": is no field here; there are name, phone.',
    )
  })
})
