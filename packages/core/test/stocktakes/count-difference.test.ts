import fc from 'fast-check'
import { expect, it } from 'vitest'
import { type CountDifference, differenceOf, withUnit } from '../../src/stocktakes/count-difference.ts'

it('a unit that late movements bring and take away in any order is found, missing, or neither, as they come to in all', () => {
  const nothing: CountDifference = { quantity: 0, units: {} }
  fc.assert(
    fc.property(fc.array(fc.constantFrom(1, -1), { maxLength: 6 }), (changes) => {
      const sum = changes.reduce((all, one) => all + one, 0)
      const after = changes.reduce((difference, one) => withUnit(difference, one, 'dress-1'), nothing)
      expect(after).toEqual({ quantity: sum, units: sum === 0 ? {} : { 'dress-1': sum } })
    }),
  )
})

it('a count says what is found and what is missing', () => {
  const difference = differenceOf({ quantity: 2, serials: ['a', 'b'] }, { quantity: 2, serials: ['b', 'c'] })
  expect(difference).toEqual({ quantity: 0, units: { a: 1, c: -1 } })
})
