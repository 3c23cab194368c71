import * as fc from 'fast-check'
import { expect, it } from 'vitest'
import { nullable, text } from '../../src/storage/column.ts'
import { type Filter, whereOf } from '../../src/storage/filter.ts'
import { rowTest } from '../../src/storage/memory/condition.ts'
import type { Where } from '../../src/storage/port.ts'

const target = { name: 'shelf', columns: { label: text(), note: nullable(text()) } }
const fits = (filter: Filter<{ label: string }>, label: string): boolean =>
  rowTest((name) => (name === 'label' ? target.columns.label : target.columns.note), whereOf(target, filter))({ label })

/** What a row can hold, and what only a caller can send: with NUL and halves of surrogate pairs. */
const stored = fc.string({
  unit: fc.constantFrom('a', 'b', '\u0001', '\ud7ff', '\ue000', '\uffff', '😀'),
  maxLength: 4,
})
const sent = fc.string({
  unit: fc.constantFrom('a', 'b', '\u0000', '\u0001', '\ud800', '\udfff', '\ue000', '😀'),
  maxLength: 4,
})

function byCodePoint(a: string, b: string): number {
  const [left, right] = [a, b].map((text) => [...text].map((point) => point.codePointAt(0) ?? 0)) as [
    number[],
    number[],
  ]
  const at = left.findIndex((point, place) => point !== right[place])
  return at < 0 ? left.length - right.length : (left[at] ?? 0) - (right[at] ?? -1)
}

function textsIn(where: Where): unknown[] {
  switch (where.kind) {
    case 'and':
      return where.all.flatMap(textsIn)
    case 'or':
      return where.any.flatMap(textsIn)
    case 'not':
      return textsIn(where.not)
    case 'in':
      return [...where.values]
    case 'compare':
      return [where.value]
  }
}

it('no store is asked for text that none can hold, and rows fit as if it were', () => {
  fc.assert(
    fc.property(stored, sent, (label, wanted) => {
      // Pairs that stand side by side are characters.
      const order = byCodePoint(label, wanted)
      const expected = {
        eq: label === wanted,
        ne: label !== wanted,
        lt: order < 0,
        lte: order <= 0,
        gt: order > 0,
        gte: order >= 0,
        startsWith: label.startsWith(wanted),
        contains: label.includes(wanted),
      }
      for (const [is, fit] of Object.entries(expected)) {
        const filter = { label: { [is]: wanted } }
        expect([is, fits(filter, label)]).toEqual([is, fit])
        for (const asked of textsIn(whereOf(target, filter))) {
          expect(typeof asked === 'string' && asked.isWellFormed() && !asked.includes('\u0000')).toBe(true)
        }
      }
      expect(fits({ label: { in: [wanted, label] } }, label)).toBe(true)
    }),
    { numRuns: 2000 },
  )
})
