import { expect, it } from 'vitest'
import { readPurchase } from '../src/purchase.ts'

const rules = { currency: 'USD', today: '2026-05-16' }

it('reads a line, whatever blanks stand in it', () => {
  const purchase = { customer: '00001', date: '2021-01-31', quantity: '2', amount: '20.76' }
  expect(readPurchase(' 00001 20210131  2   20.76', rules)).toEqual(purchase)
  expect(readPurchase('00001\t20210131\t2\t20.76\r', rules)).toEqual(purchase)
})

it('passes over a blank line', () => {
  expect(readPurchase('', rules)).toBeUndefined()
  expect(readPurchase('  \r', rules)).toBeUndefined()
})

it('takes an amount of zero, and a purchase of today', () => {
  expect(readPurchase('7 20260516 1 0.00', rules)).toMatchObject({ amount: '0.00' })
})

it.each([
  ['7 20210131 1', 'must have 4 fields (customer, day, number of items, amount), but has 3'],
  ['7 20210131 1 1.00 EUR', 'must have 4 fields (customer, day, number of items, amount), but has 5'],
  ['7 20210229 1 1.00', 'day must be a date YYYYMMDD, got "20210229"'],
  ['7 2021-01-31 1 1.00', 'day must be a date YYYYMMDD, got "2021-01-31"'],
  ['7 20260517 1 1.00', 'day must not be later than today, 2026-05-16, got 20260517'],
  ['7 20210131 0 1.00', 'number of items must be a whole number above zero, got "0"'],
  ['7 20210131 1.5 1.00', 'number of items must be a whole number above zero, got "1.5"'],
  ['7 20210131 1 -1.00', 'amount must be zero or more, got "-1.00"'],
  ['7 20210131 1 1.005', 'amount must have at most 2 decimals, as USD has by ISO 4217, got "1.005"'],
  [`${'7'.repeat(101)} 20210131 1 1.00`, 'customer must be at most 100 characters, but is 101'],
  ['7\u0000 20210131 1 1.00', 'holds what is not text in UTF-8'],
  ['M\uFFFDller 20210131 1 1.00', 'holds what is not text in UTF-8'],
])('says what is wrong with %j', (line, rule) => {
  expect(readPurchase(line, rules)).toBe(rule)
})

it('says what is wrong with an amount that is no number', () => {
  expect(readPurchase('7 20210131 1 $5', rules)).toMatch(/^amount must be a plain decimal .*got "\$5"$/)
})
