import { describe, expect, it } from 'vitest'
import { z } from 'zod'
import { issuesOf } from '../../src/engine/schema-check.ts'

const piece = z.strictObject({ lineId: z.string(), quantity: z.int().optional() })
const schema = z.strictObject({ lines: z.array(z.union([z.string(), piece])) })

function issues(given: unknown) {
  const parsed = schema.safeParse(given)
  return parsed.success ? [] : issuesOf(parsed.error, given, schema)
}

describe('an input that fits no form of a union', () => {
  it('is told by the form that was meant', () => {
    expect(issues({ lines: ['a', { lineId: 'b', quantity: 0.5 }] })).toEqual([
      { path: 'lines.1.quantity', rule: 'must be a whole number', value: '0.5' },
    ])
    expect(issues({ lines: [{ lineId: 'b', quantiy: 1 }] })).toMatchObject([{ path: 'lines.0.quantiy', value: '1' }])
  })

  it('is told what it may be where it is none of them', () => {
    expect(issues({ lines: [7] })).toEqual([{ path: 'lines.0', rule: 'must be a string or an object', value: '7' }])
  })
})
