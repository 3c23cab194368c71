import { expect, it } from 'vitest'
import { Checks, Printer } from '../src/index.ts'

it('a number that is off is told, and counted as broken', () => {
  const lines: string[] = []
  const checks = new Checks(new Printer((line) => lines.push(line)))
  checks.is('left', '19.00', '20.00')
  checks.are('balances', new Map([['Cash', '1.00']]), { Cash: '1.00', Bank: '2.00' })
  expect(checks.broken).toEqual(['left', 'Bank of balances'])
  expect(checks.held).toBe(1)
  expect(lines).toEqual([
    '       ✗ left: 19.00, but it must be 20.00',
    '       ✗ Bank of balances: null, but it must be 2.00',
  ])
})
