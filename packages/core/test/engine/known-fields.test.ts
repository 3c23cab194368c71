import { describe, expect, it } from 'vitest'
import { z } from 'zod'
import { fieldsAt } from '../../src/engine/known-fields.ts'

const line = z.strictObject({ item: z.string(), quantity: z.int().default(1) })

const schema = z
  .strictObject({
    lines: z.array(line).min(1),
    of: z.union([line, z.strictObject({ recipe: z.string().transform((code) => code.length) })]).optional(),
    at: z.date().nullable(),
  })
  .refine(({ lines }) => lines.length > 0)

describe('the fields that there are', () => {
  it('are those of the object at the path, through lists, choices and what is optional', () => {
    expect(fieldsAt(schema, [])).toEqual(['lines', 'of', 'at'])
    expect(fieldsAt(schema, ['lines', 7])).toEqual(['item', 'quantity'])
    expect(fieldsAt(schema, ['of'])).toEqual(['item', 'quantity', 'recipe'])
  })

  it('are none where there is no object', () => {
    for (const path of [['at'], ['lines'], ['lines', 0, 'item'], ['nothing', 'of', 3]]) {
      expect(fieldsAt(schema, path)).toEqual([])
    }
  })
})
